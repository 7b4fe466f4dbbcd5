/** A PostgreSQL server of its own, for tests. */
@NullMarked
package dev.loopgen.postgres;

import org.jspecify.annotations.NullMarked;
