/** The commands {@code loopgen ledger}, and the verified ledger that other commands use. */
@NullMarked
package dev.loopgen.cli.ledger;

import org.jspecify.annotations.NullMarked;
