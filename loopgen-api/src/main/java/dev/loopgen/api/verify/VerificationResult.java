package dev.loopgen.api.verify;

import dev.loopgen.api.isolation.ReachedIsolation;
import java.util.List;
import java.util.Objects;

/**
 * The results of the commands of a run.
 *
 * @param commands one result for each command, in order
 * @param isolation the isolation that the commands had
 */
public record VerificationResult(List<CommandResult> commands, ReachedIsolation isolation) {

  /** Copies the results. */
  public VerificationResult {
    Objects.requireNonNull(isolation);
    commands = List.copyOf(commands);
  }

  /**
   * Creates the result of commands that were not isolated.
   *
   * @param commands one result for each command, in order
   */
  public VerificationResult(List<CommandResult> commands) {
    this(commands, ReachedIsolation.NONE);
  }

  /**
   * Tells whether the verification passed.
   *
   * @return true if there is at least one command and every command passed
   */
  public boolean passed() {
    return !commands.isEmpty() && commands.stream().allMatch(CommandResult::passed);
  }
}
