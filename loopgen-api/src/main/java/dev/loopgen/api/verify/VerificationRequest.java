package dev.loopgen.api.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a {@link Verifier} is asked to run.
 *
 * @param directory the working directory of each command
 * @param commands the command lines for the platform's shell, in order
 * @param commandTimeout the limit of each command; positive
 * @param runTimeout the limit of all commands together; positive
 * @param environment the complete environment to start from, before credentials are removed
 * @param listener receives progress and redacted output while commands run
 */
public record VerificationRequest(
    Path directory,
    List<String> commands,
    Duration commandTimeout,
    Duration runTimeout,
    Map<String, String> environment,
    CommandListener listener) {

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
    if (!isPositive(commandTimeout) || !isPositive(runTimeout)) {
      throw new IllegalArgumentException("time limits must be positive");
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
