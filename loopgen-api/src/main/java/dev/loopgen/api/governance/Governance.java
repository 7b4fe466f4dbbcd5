package dev.loopgen.api.governance;

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
}
