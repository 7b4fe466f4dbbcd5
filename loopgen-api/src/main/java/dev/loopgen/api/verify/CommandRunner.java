package dev.loopgen.api.verify;

import java.time.Duration;

/**
 * Runs one command for {@link Verifier#of(CommandRunner)}.
 *
 * <p>Implementations must meet what {@link Verifier} demands of a single command: empty standard
 * input, {@link VerificationRequest#commandEnvironment()}, a result in time, leftovers killed and
 * counted, output through {@link CommandOutput#of(byte[], Redactor)}. They are thread-safe.
 */
@FunctionalInterface
public interface CommandRunner {

  /**
   * Runs a command.
   *
   * @param command the command line
   * @param limit how long it may take: its own limit, or what is left of that of all commands
   * @param request the request that it is a part of
   * @return its result, for this command line
   * @throws InterruptedException if the thread is interrupted; the command's processes have been
   *     killed as far as possible
   */
  CommandResult run(String command, Duration limit, VerificationRequest request)
      throws InterruptedException;
}
