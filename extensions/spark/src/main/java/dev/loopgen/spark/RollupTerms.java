package dev.loopgen.spark;

import dev.loopgen.core.internal.governance.LedgerPartReader;
import dev.loopgen.core.internal.governance.TimeRange;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How all tasks read ledgers.
 *
 * @param since the first instant that counts; null for no lower bound
 * @param until the first instant that no longer counts; null for no upper bound
 * @param details the number of runs that are kept in detail
 * @param splitBytes from which length on a ledger is read by several tasks
 * @param low one half of the key of the fingerprints
 * @param high the other half
 */
record RollupTerms(
    @Nullable Instant since,
    @Nullable Instant until,
    int details,
    long splitBytes,
    long low,
    long high)
    implements Serializable {

  static RollupTerms of(
      @Nullable Instant since, @Nullable Instant until, int details, long splitBytes) {
    SecureRandom random = new SecureRandom();
    return new RollupTerms(
        since, until, details, splitBytes, random.nextLong(), random.nextLong());
  }

  LedgerPartReader reader() {
    return new LedgerPartReader(new TimeRange(since, until), details, SipHash.of(low, high));
  }
}
