package dev.loopgen.api.verify;

import java.util.List;

/**
 * The results of the commands of a run.
 *
 * @param commands one result for each command, in order
 */
public record VerificationResult(List<CommandResult> commands) {

  /** Copies the results. */
  public VerificationResult {
    commands = List.copyOf(commands);
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
