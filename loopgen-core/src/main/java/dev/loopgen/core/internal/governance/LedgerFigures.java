package dev.loopgen.core.internal.governance;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one ledger, added up while it is verified.
 *
 * @param status the result of the verification
 * @param reading the runs; what the ledger claims, if it is not intact
 * @param tiers the verified trust tiers of some runs
 */
record LedgerFigures(ChainStatus status, RunCollector reading, Map<Sha256, TrustTier> tiers) {

  /**
   * How ledgers are read.
   *
   * @param range the runs that count
   * @param fingerprint computes fingerprints of hashes
   * @param tierCheck verifies the trust tiers of runs
   * @param details the number of runs that are kept in detail
   * @param progress is told the number of bytes read
   */
  record ReadOptions(
      TimeRange range,
      SipHash fingerprint,
      Governance.TierCheck tierCheck,
      int details,
      LongConsumer progress) {

    private RunCollector reading(
        int number,
        @Nullable KnownEntries before,
        boolean keepHashes,
        Map<Sha256, TrustTier> tiers) {
      return new RunCollector(
          new RunCollector.Request(
              number, range, fingerprint, before, keepHashes, details, tiers, progress));
    }

    /**
     * Reads a ledger.
     *
     * @param number its number
     * @param keepHashes whether fingerprints of its entries are kept
     */
    LedgerFigures read(LedgerSource found, int number, boolean keepHashes) {
      ChainStatus problem = found.problem();
      if (problem != null) {
        return new LedgerFigures(problem, reading(number, null, false, Map.of()), Map.of());
      }
      LedgerFigures claimed = read(found, number, null, keepHashes, Map.of());
      if (tierCheck == Governance.TierCheck.NONE || !claimed.status.isIntact()) {
        return claimed;
      }
      Map<Sha256, TrustTier> tiers = Map.copyOf(tierCheck.check(found.path(), claimed.status));
      return read(found, number, null, keepHashes, tiers);
    }

    /** Reads a ledger again, without known and repeated entries. */
    LedgerFigures readAgain(
        LedgerSource found, int number, KnownEntries before, Map<Sha256, TrustTier> tiers) {
      return read(found, number, before, true, tiers);
    }

    private LedgerFigures read(
        LedgerSource found,
        int number,
        @Nullable KnownEntries before,
        boolean keepHashes,
        Map<Sha256, TrustTier> tiers) {
      RunCollector reading = reading(number, before, keepHashes, tiers);
      ChainStatus status = found.ledger().verify(found.expectation(), reading);
      boolean usable = status.isIntact() || before == null && tiers.isEmpty();
      return new LedgerFigures(status, usable ? reading : readClaims(found, number), tiers);
    }

    /** Reads all runs of a ledger that is no longer intact. */
    private RunCollector readClaims(LedgerSource found, int number) {
      RunCollector reading = reading(number, null, false, Map.of());
      try {
        found.ledger().scanClaims(reading);
      } catch (LedgerException unreadable) {
        reading.restart();
      }
      return reading;
    }
  }
}
