/** Appends to, reads and verifies a ledger of JSON lines. Start at JsonlAuditLedger. */
@NullMarked
package dev.loopgen.core.internal.ledger;

import org.jspecify.annotations.NullMarked;
