package dev.loopgen.core.internal.driven.prompt;

import java.util.Objects;

/**
 * A command that did not pass, or the tests that failed in its reports.
 *
 * @param command the command line; empty for tests
 * @param outcome how it ended, for example {@code exit code 1}
 * @param output what it wrote, without secrets
 */
public record FailedCommand(String command, String outcome, String output) {

  public FailedCommand {
    Objects.requireNonNull(command);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(output);
  }

  /**
   * Returns the tests that failed.
   *
   * @param count how many there are
   * @param lines the first of them, and why, without secrets
   */
  public static FailedCommand ofTests(int count, String lines) {
    return new FailedCommand("", "tests that failed, as reports have it: " + count, lines);
  }

  String title() {
    return command.isEmpty() ? outcome : "output of `" + command + "`: " + outcome;
  }
}
