package dev.loopgen.api.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.ChainStatus;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads an organisation's ledgers and summarises their runs.
 *
 * <p>No given ledger is skipped: one that is missing, unreadable or not intact becomes a source
 * with its status. Thread-safe and reusable; blocks while it reads; writes nothing.
 */
public interface Governance {

  /**
   * Reads all ledgers. Each is read once, or twice if it shares entries with another or is not
   * intact.
   *
   * @return the summary
   * @throws InterruptedException if the thread is interrupted
   */
  GovernanceSummary summarise() throws InterruptedException;

  /** Receives progress on the reading threads. An exception that it throws ends the reading. */
  @FunctionalInterface
  interface Listener {

    /** Ignores progress. */
    Listener SILENT = (done, total) -> {};

    /**
     * More was read. Called often; must return immediately.
     *
     * @param done the number of bytes read, including repeated reads
     * @param total the total size of the ledgers in bytes
     */
    void read(long done, long total);
  }

  /**
   * Determines the trust tiers of a ledger's runs by verifying the bundles beside it against a
   * configured identity.
   *
   * <p>Implementations must return an {@linkplain TrustTier#isAttested() attested} tier only for a
   * run whose bundle an {@link dev.loopgen.api.attest.AttestationVerifier} verified, and must never
   * throw because of the content of a ledger or bundle. May be called from any thread, for one
   * ledger at a time.
   */
  @FunctionalInterface
  interface TierCheck {

    /** Verifies nothing: an entry that claims to be attested is {@link TrustTier#UNVERIFIED}. */
    TierCheck NONE = (ledger, verified) -> Map.of();

    /**
     * Checks the bundles of a ledger.
     *
     * @param ledger the ledger's file
     * @param verified the result of its check, which is intact
     * @return the tiers by entry hash; a missing entry is {@link TrustTier#LOCAL}, or {@link
     *     TrustTier#UNVERIFIED} if it claims to be attested
     */
    Map<Sha256, TrustTier> check(Path ledger, ChainStatus verified);
  }
}
