package dev.loopgen.api.verify;

import dev.loopgen.api.isolation.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A request to a {@link Verifier} to run commands.
 *
 * @param directory the working directory of each command
 * @param commands the command lines for the platform's shell, in order
 * @param commandTimeout the time limit of each command; positive
 * @param runTimeout the time limit of all commands together; positive
 * @param environment the complete environment, before credentials are removed
 * @param listener receives progress and redacted output while commands run
 * @param secrets additional values to redact in the output, each as a whole; secrets of the
 *     environment need not be listed
 * @param isolation how far the commands must be isolated
 */
public record VerificationRequest(
    Path directory,
    List<String> commands,
    Duration commandTimeout,
    Duration runTimeout,
    Map<String, String> environment,
    CommandListener listener,
    Set<String> secrets,
    Isolation isolation) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a timeout is not positive
   */
  public VerificationRequest {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(isolation, "isolation");
    commands = List.copyOf(commands);
    environment = Map.copyOf(environment);
    secrets = Set.copyOf(secrets);
    if (!isPositive(commandTimeout) || !isPositive(runTimeout)) {
      throw new IllegalArgumentException("time limits must be positive");
    }
  }

  /**
   * Creates a request without isolation.
   *
   * @param directory the working directory of each command
   * @param commands the command lines for the platform's shell, in order
   * @param commandTimeout the time limit of each command; positive
   * @param runTimeout the time limit of all commands together; positive
   * @param environment the complete environment, before credentials are removed
   * @param listener receives progress and redacted output while commands run
   * @param secrets additional values to redact in the output
   * @throws IllegalArgumentException if a timeout is not positive
   */
  public VerificationRequest(
      Path directory,
      List<String> commands,
      Duration commandTimeout,
      Duration runTimeout,
      Map<String, String> environment,
      CommandListener listener,
      Set<String> secrets) {
    this(
        directory,
        commands,
        commandTimeout,
        runTimeout,
        environment,
        listener,
        secrets,
        Isolation.NONE);
  }

  /**
   * Returns a copy of this request with another isolation.
   *
   * @param other how far the commands must be isolated
   * @return the request
   */
  public VerificationRequest withIsolation(Isolation other) {
    return new VerificationRequest(
        directory, commands, commandTimeout, runTimeout, environment, listener, secrets, other);
  }

  /**
   * Returns a copy of this request with other commands.
   *
   * @param others the command lines for the platform's shell, in order
   * @return the request
   */
  public VerificationRequest withCommands(List<String> others) {
    return new VerificationRequest(
        directory, others, commandTimeout, runTimeout, environment, listener, secrets, isolation);
  }

  /**
   * Returns the environment that commands get: without the credentials that give a CI job the right
   * to sign, and without the variables that direct git to another repository.
   *
   * @return the remaining variables, by name
   */
  public Map<String, String> commandEnvironment() {
    return Collections.unmodifiableMap(
        GitVariables.removedFrom(SigningCredentials.removedFrom(environment)));
  }

  /**
   * Returns what redacts the output of the commands: the secrets of the complete environment and
   * {@link #secrets()}.
   *
   * @return a new redactor
   */
  public Redactor redactor() {
    return Redactor.of(environment, secrets);
  }

  /** Omits values that may be secret. */
  @Override
  public String toString() {
    return "VerificationRequest[directory=" + directory + ", commands=" + commands + "]";
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
