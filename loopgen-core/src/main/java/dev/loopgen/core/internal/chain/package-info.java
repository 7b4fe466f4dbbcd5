/** Reads the lines of a ledger, and checks how its entries hang together. */
@NullMarked
package dev.loopgen.core.internal.chain;

import org.jspecify.annotations.NullMarked;
