package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.ledger.EntryGraph;
import java.util.function.Supplier;

/**
 * What one pass over a ledger found.
 *
 * @param verification what its check found
 * @param graph tells how its entries hang together; whole where the ledger can grow
 * @param content its bytes; whole where the ledger can grow
 */
public record LedgerSurvey(
    LedgerVerification verification, Supplier<EntryGraph> graph, LedgerContent content) {}
