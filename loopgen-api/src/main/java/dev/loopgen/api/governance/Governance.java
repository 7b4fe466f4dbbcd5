package dev.loopgen.api.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.ChainStatus;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads ledgers and says how the organisation that they belong to is doing.
 *
 * <p>Nothing that was given is passed over: a ledger that is missing, cannot be read or is not
 * intact is a source with its status. Thread-safe and reusable; blocks while it reads; writes
 * nothing.
 */
public interface Governance {

  /**
   * Reads all ledgers once; one that shares entries with another, or is not intact, twice.
   *
   * @return the summary
   * @throws InterruptedException if the thread is interrupted
   */
  GovernanceSummary summarise() throws InterruptedException;

  /** Is told how reading proceeds, from whichever thread reads; what it throws ends the reading. */
  @FunctionalInterface
  interface Listener {

    /** Hears nothing. */
    Listener SILENT = (done, total) -> {};

    /**
     * Some more was read. Called often, and must return at once.
     *
     * @param done how many bytes were read, repeated readings included
     * @param total how many bytes the ledgers have together
     */
    void read(long done, long total);
  }

  /**
   * Finds out what stands behind the runs of a ledger, by verifying the bundles beside it against
   * an identity that it was told.
   *
   * <p>An implementer owes: an {@linkplain TrustTier#isAttested() attested} tier only for a bundle
   * of the run that an {@link dev.loopgen.api.attest.AttestationVerifier} verified; never an
   * exception for anything that the ledger or a bundle holds. May be called by any thread, for one
   * ledger at a time.
   */
  @FunctionalInterface
  interface TierCheck {

    /** Verifies nothing: an entry that says that it is attested is {@link TrustTier#UNVERIFIED}. */
    TierCheck NONE = (ledger, verified) -> Map.of();

    /**
     * Checks the bundles of a ledger.
     *
     * @param ledger the ledger's file
     * @param verified what its check found: it is intact
     * @return the tiers by the hash of the entry; an entry without a tier here is {@link
     *     TrustTier#LOCAL} or {@link TrustTier#UNVERIFIED}, by what it says of itself
     */
    Map<Sha256, TrustTier> check(Path ledger, ChainStatus verified);
  }
}
