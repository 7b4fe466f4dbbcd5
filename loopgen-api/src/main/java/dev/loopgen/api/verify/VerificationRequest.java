package dev.loopgen.api.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a {@link Verifier} is asked to run.
 *
 * @param directory the working directory of each command
 * @param commands the command lines for the platform's shell, in order
 * @param commandTimeout the limit of each command; positive
 * @param runTimeout the limit of all commands together; positive
 * @param environment the complete environment to start from, before credentials are removed
 * @param listener receives progress and redacted output while commands run
 * @param secrets further values that are redacted in the output, each as a whole; those of the
 *     environment need not be among them
 */
public record VerificationRequest(
    Path directory,
    List<String> commands,
    Duration commandTimeout,
    Duration runTimeout,
    Map<String, String> environment,
    CommandListener listener,
    Set<String> secrets) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a timeout is not positive
   */
  public VerificationRequest {
    Objects.requireNonNull(directory);
    Objects.requireNonNull(listener);
    commands = List.copyOf(commands);
    environment = Map.copyOf(environment);
    secrets = Set.copyOf(secrets);
    if (!isPositive(commandTimeout) || !isPositive(runTimeout)) {
      throw new IllegalArgumentException("time limits must be positive");
    }
  }

  /**
   * Asks for other commands, and for the rest as it is.
   *
   * @param others the command lines for the platform's shell, in order
   * @return the request
   */
  public VerificationRequest withCommands(List<String> others) {
    return new VerificationRequest(
        directory, others, commandTimeout, runTimeout, environment, listener, secrets);
  }

  /** Leaves out values that may be secret. */
  @Override
  public String toString() {
    return "VerificationRequest[directory=" + directory + ", commands=" + commands + "]";
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
