/** Evidence for later runs: earlier entries and committed versions of the ledger. */
@NullMarked
package dev.loopgen.core.internal.ledger.history;

import org.jspecify.annotations.NullMarked;
