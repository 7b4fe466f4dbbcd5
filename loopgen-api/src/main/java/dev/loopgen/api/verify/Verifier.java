package dev.loopgen.api.verify;

/**
 * Runs a loop's commands in the work tree and reports the result of each.
 *
 * <p>Implementations must meet these requirements:
 *
 * <ul>
 *   <li>Commands run in the given order, even after an earlier one failed. Their standard input is
 *       empty.
 *   <li>A result comes within the time limits plus a short grace period, even if a command ignores
 *       signals, keeps its output open or detaches children. It comes promptly when the command
 *       itself exits.
 *   <li>Leftover processes are killed as far as the platform allows, and counted.
 *   <li>Output is redacted before it is kept or passed on, and bounded in memory.
 *   <li>The environment contains no signing credential and none of the variables that direct git to
 *       another repository ({@code git rev-parse --local-env-vars}).
 *   <li>Commands run in the isolation that the request asks for, or not at all. The result states
 *       an isolation only if it was probed from inside.
 *   <li>A command's duration is the time from its start to its exit. Only such time counts against
 *       the limit of all commands.
 *   <li>They are thread-safe and block until the last command has ended.
 * </ul>
 */
public interface Verifier {

  /**
   * Runs the commands.
   *
   * @param request the commands, their directory and their limits
   * @return one result for each command, in order; commands not started before the run's time limit
   *     are {@link CommandResult.NotRun}
   * @throws dev.loopgen.api.CommandException if the platform's shell cannot be started at all
   * @throws dev.loopgen.api.IsolationException if the isolation that the request asks for cannot be
   *     reached; no command was run
   * @throws InterruptedException if the thread is interrupted; the running command's process tree
   *     has been killed as far as the platform allows
   */
  VerificationResult verify(VerificationRequest request) throws InterruptedException;

  /**
   * Creates a verifier from what runs a single command. It keeps the order, hands the limits out,
   * tells the listener, whose exceptions it ignores, and refuses every request for isolation.
   *
   * @param runner runs each command, also after an earlier one failed
   * @return the verifier; it throws {@link IllegalStateException} if the runner answers for another
   *     command than the one it was given
   */
  static Verifier of(CommandRunner runner) {
    return new SequentialVerifier(runner);
  }
}
