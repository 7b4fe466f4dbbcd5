package dev.loopgen.api.run;

/**
 * Judges a change: runs a loop's commands over the work tree, compares the tree with its base, and
 * records the run in the ledger.
 *
 * <p>Thread-safe; runs of one project may overlap, and each then sees the other's changes as drift.
 * Blocks until the run ended. Writes only below the project's {@code .loopgen} directory, and one
 * random key into the repository's git directory. Whatever the commands themselves do is theirs.
 */
public interface LoopRunner {

  /**
   * Runs a loop.
   *
   * @param request which loop, and what the caller allows
   * @return the verdict with everything it rests on; a failing change is a result, not an exception
   * @throws dev.loopgen.api.SpecException if the spec is missing or not valid, or has no such loop
   * @throws dev.loopgen.api.RepositoryException if the repository cannot be read or the base does
   *     not resolve
   * @throws dev.loopgen.api.LedgerException if the ledger could not take the entry
   * @throws dev.loopgen.api.AttestationException if the run is to be attested and there is nothing
   *     to sign with, or it would not read every file; nothing was run
   * @throws dev.loopgen.api.CommandException if no command can be started on this platform
   * @throws dev.loopgen.api.RunCancelledException if the request's cancellation was cancelled or
   *     its deadline passed
   * @throws InterruptedException if the thread is interrupted; the commands' processes have been
   *     killed as far as the platform allows, the ledger has no entry of the run and the journal
   *     says that it was aborted
   */
  RunResult run(RunRequest request) throws InterruptedException;
}
