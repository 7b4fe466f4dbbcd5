package dev.loopgen.core.internal.governance;

import dev.loopgen.api.ledger.ChainStatus;

/**
 * What one ledger comes to.
 *
 * @param status the result of its check
 * @param summary its summary
 * @param fingerprints those of the entries whose runs are counted, in any order
 */
public record LedgerPart(ChainStatus status, SummaryPart summary, long[] fingerprints) {

  /** Tells whether entries stand in it twice, so that it has to be read without the second ones. */
  public boolean repeats() {
    return SummaryBuilder.repeats(status) && fingerprints.length > 0;
  }
}
