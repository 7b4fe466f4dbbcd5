package dev.loopgen.api.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Judges a change: runs a loop's commands in the work tree, compares the tree with its base, and
 * records the run in the ledger.
 *
 * <p>Thread-safe. Runs of one project may overlap, but each then sees the other's changes as drift.
 * Blocks until the run has ended. Writes only below the project's {@code .loopgen} directory and
 * below {@code loopgen} in the work tree's git directory, where it keeps a random key and, for each
 * loop, the state of the guarded files. A dry run writes nothing. This does not cover what the
 * commands themselves write.
 *
 * <p>A run that a model drives changes files of the project, and keeps a journal of that below
 * {@code loopgen/driven} in the git directory. Once the model is asked, it ends with an entry, also
 * when it is interrupted, cancelled or exceeds its deadline: {@link #run} then returns a result
 * that did not pass, with the interrupt flag set if the thread was interrupted.
 */
public interface LoopRunner {

  /**
   * Runs a loop.
   *
   * @param request the loop and the options
   * @return the verdict and its evidence; a failing change is a result, not an exception
   * @throws dev.loopgen.api.SpecException if the spec is missing or invalid, or has no such loop
   * @throws dev.loopgen.api.RepositoryException if the repository cannot be read or the base does
   *     not resolve
   * @throws dev.loopgen.api.LedgerException if the entry could not be appended to the ledger
   * @throws dev.loopgen.api.AttestationException if the run is to be attested, but signing is not
   *     possible or the run would not read every file; no command was run
   * @throws dev.loopgen.api.CommandException if no command can be started on this platform
   * @throws dev.loopgen.api.RunCancelledException if the run was cancelled or its deadline passed
   * @throws InterruptedException if the thread is interrupted; the commands' processes have been
   *     killed as far as the platform allows, the ledger has no entry of the run, and the journal
   *     records that it was aborted
   */
  RunResult run(RunRequest request) throws InterruptedException;

  /**
   * Runs a loop in a thread of an executor. Returns at once, unless the executor runs in the
   * calling thread.
   *
   * @param request the loop and the options
   * @param executor where the run blocks a thread until it has ended; give one of your own, because
   *     the common pool is too small for what blocks
   * @return the verdict to come, or the exception of {@link #run}. Cancelling it, whatever the
   *     argument, interrupts the run, which then kills its commands and ends a moment later; stages
   *     that depend on it cancel nothing
   * @throws java.util.concurrent.RejectedExecutionException if the executor does not take the run
   */
  default CompletableFuture<RunResult> runAsync(RunRequest request, Executor executor) {
    return AsyncRun.start(this, request, executor);
  }
}
