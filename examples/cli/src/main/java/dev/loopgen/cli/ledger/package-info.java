/** The commands {@code loopgen ledger}, and the verified ledger that other commands start from. */
@NullMarked
package dev.loopgen.cli.ledger;

import org.jspecify.annotations.NullMarked;
