package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.ledger.ChainStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The result of verifying a ledger.
 *
 * @param status the status
 * @param headTrees computes the {@link #heads}
 * @param lastId the entryId of the last line that is an entry
 */
public record LedgerVerification(
    ChainStatus status, Supplier<List<LedgerHead>> headTrees, Optional<String> lastId) {

  /**
   * Returns the entries without descendants, in file order; meaningful only if the ledger
   * {@linkplain ChainStatus#canGrow() can grow}.
   */
  public List<LedgerHead> heads() {
    return headTrees.get();
  }
}
