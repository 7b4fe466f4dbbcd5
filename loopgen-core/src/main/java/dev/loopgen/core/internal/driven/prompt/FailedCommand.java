package dev.loopgen.core.internal.driven.prompt;

import java.util.Objects;

/**
 * A command that did not pass.
 *
 * @param command the command line
 * @param outcome how it ended, for example {@code exit code 1}
 * @param output what it wrote, without secrets
 */
public record FailedCommand(String command, String outcome, String output) {

  public FailedCommand {
    Objects.requireNonNull(command);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(output);
  }
}
