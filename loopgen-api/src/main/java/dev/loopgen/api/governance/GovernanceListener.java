package dev.loopgen.api.governance;

/** Is told how reading proceeds, from whichever thread reads; what it throws ends the reading. */
@FunctionalInterface
public interface GovernanceListener {

  /** Hears nothing. */
  GovernanceListener SILENT = (done, total) -> {};

  /**
   * Some more was read. Called often, and must return at once.
   *
   * @param done how many bytes were read, repeated readings included
   * @param total how many bytes the ledgers have together
   */
  void read(long done, long total);
}
