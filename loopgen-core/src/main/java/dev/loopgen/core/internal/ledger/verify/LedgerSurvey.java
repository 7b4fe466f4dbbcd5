package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.ledger.EntryGraph;
import java.util.function.Supplier;

/**
 * The result of one pass over a ledger.
 *
 * @param verification the result of the verification
 * @param graph supplies the entry graph; complete if the ledger can grow
 * @param content fingerprints of the bytes; complete if the ledger can grow
 */
public record LedgerSurvey(
    LedgerVerification verification, Supplier<EntryGraph> graph, LedgerContent content) {}
