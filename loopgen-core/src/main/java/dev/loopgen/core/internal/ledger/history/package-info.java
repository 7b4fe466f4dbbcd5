/** What earlier entries and committed versions of the ledger tell a later run. */
@NullMarked
package dev.loopgen.core.internal.ledger.history;

import org.jspecify.annotations.NullMarked;
