package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.ledger.ChainStatus;
import java.util.List;
import java.util.Optional;

/**
 * The result of verifying a ledger.
 *
 * @param status the status
 * @param heads the entries without descendants, in file order; meaningful only if the ledger
 *     {@linkplain ChainStatus#canGrow() can grow}
 * @param lastId the entryId of the last line that is an entry
 */
public record LedgerVerification(
    ChainStatus status, List<LedgerHead> heads, Optional<String> lastId) {

  public LedgerVerification {
    heads = List.copyOf(heads);
  }
}
