package dev.loopgen.api.verify;

/**
 * Runs the commands of a loop over the work tree and reports how each ended.
 *
 * <p>An implementer owes: commands run in the given order, each even if an earlier one failed;
 * standard input is empty; a verdict comes within the time limits plus a short grace, even when a
 * command ignores signals, keeps its output open or detaches children; it comes promptly when the
 * command itself exits; leftover processes are killed as far as the platform allows and counted;
 * output is redacted before it is kept or handed on, and bounded in memory; the environment holds
 * no signing credential, and none of the variables that lead git to another repository ({@code git
 * rev-parse --local-env-vars}). A command's duration is its own, from its start to its exit; only
 * such time uses up the limit of all commands. Implementations are thread-safe and block until the
 * last command ended.
 */
public interface Verifier {

  /**
   * Runs the commands.
   *
   * @param request what to run, where, and within which limits
   * @return one result per command, in order; the commands not started when the run's time was up
   *     are {@link CommandResult.NotRun}
   * @throws dev.loopgen.api.CommandException if the platform's shell cannot be started at all
   * @throws InterruptedException if the thread is interrupted; the running command's process tree
   *     has been killed as far as the platform allows
   */
  VerificationResult verify(VerificationRequest request) throws InterruptedException;
}
