package dev.loopgen.core.internal.governance;

import dev.loopgen.api.ledger.ChainStatus;
import java.util.List;

/**
 * What one ledger comes to.
 *
 * @param status the result of its check
 * @param summary its summary
 * @param hashes the fingerprints of the entries whose runs are counted
 */
public record LedgerPart(ChainStatus status, SummaryPart summary, List<FingerprintList> hashes) {

  /** Returns the fingerprints of the entries that are counted, in any order. */
  public long[] fingerprints() {
    long[] all = new long[hashes.stream().mapToInt(FingerprintList::size).sum()];
    int at = 0;
    for (FingerprintList some : hashes) {
      at = some.copyTo(all, at);
    }
    return all;
  }

  /** Tells whether entries stand in it twice, so that it has to be read without the second ones. */
  public boolean repeats() {
    return SummaryBuilder.repeats(status) && !hashes.isEmpty();
  }
}
