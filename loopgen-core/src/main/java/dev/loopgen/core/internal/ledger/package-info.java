/** The ledger in a file of JSON lines: append, read, verify. Start at JsonlAuditLedger. */
@NullMarked
package dev.loopgen.core.internal.ledger;

import org.jspecify.annotations.NullMarked;
