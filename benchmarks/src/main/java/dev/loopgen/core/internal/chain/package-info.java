/** Measures what only the package that checks ledgers can call. */
@NullMarked
package dev.loopgen.core.internal.chain;

import org.jspecify.annotations.NullMarked;
