/** Rolls the ledgers of an organisation up on a Spark cluster. */
@NullMarked
package dev.loopgen.spark;

import org.jspecify.annotations.NullMarked;
