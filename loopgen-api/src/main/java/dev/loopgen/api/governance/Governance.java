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

  /**
   * Passes every run to a receiver, ledger by ledger in the order given and entry by entry in file
   * order. Nothing is left out but runs outside the range of time: rows of ledgers that are not
   * intact, as far as they can be read, and rows of duplicate entries say so. An intact ledger is
   * read twice, first verified and then passed on, and its second reading is compared with the
   * first. The memory that this takes does not grow with the size of a row's ledger, apart from a
   * few bytes per entry.
   *
   * @param receiver the receiver
   * @return the summary that {@link #summarise} returns of the same ledgers without details of
   *     runs; it says which sources had no rows
   * @throws dev.loopgen.api.LedgerException if a ledger changes while it is read, other than by new
   *     entries; rows before that were passed on
   * @throws InterruptedException if the thread is interrupted
   */
  GovernanceSummary export(RowReceiver receiver) throws InterruptedException;

  /**
   * Receives the rows of runs, one at a time, on any thread. An exception that it throws ends the
   * export.
   */
  @FunctionalInterface
  interface RowReceiver {

    /**
     * Takes the next row.
     *
     * @param row the row
     */
    void take(RunRow row);
  }

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
