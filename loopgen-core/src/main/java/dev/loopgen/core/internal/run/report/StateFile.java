package dev.loopgen.core.internal.run.report;

import dev.loopgen.api.internal.text.Markdown;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.verify.CommandResult;

/** The state file of a loop: one line for each attempt, as npm loopgen writes it. */
public final class StateFile {

  private static final String NO_ATTEMPTS = "- No attempts yet.";

  private StateFile() {}

  /**
   * Adds a run.
   *
   * @param present the current content of the file, empty for a new one
   */
  public static String append(String present, RunResult result, String timestamp) {
    String line = line(result, timestamp);
    if (present.isBlank()) {
      return "# "
          + Markdown.text(result.spec().title())
          + " state\n\nLoop id: "
          + result.spec().id()
          + "\n\n## Attempts\n\n"
          + line
          + "\n";
    }
    int none = present.indexOf(NO_ATTEMPTS);
    if (none >= 0) {
      return present.substring(0, none) + line + present.substring(none + NO_ATTEMPTS.length());
    }
    return present + (present.endsWith("\n") ? "" : "\n") + line + "\n";
  }

  private static String line(RunResult result, String timestamp) {
    long passed = result.verification().commands().stream().filter(CommandResult::passed).count();
    long violations =
        result.failures().stream()
            .filter(f -> f instanceof Failure.ForbiddenPath || f instanceof Failure.Opaque)
            .count();
    return "- "
        + timestamp
        + " — "
        + (result.passed() ? "PASS" : "FAIL")
        + result
            .driven()
            .map(run -> " — driven — iter " + run.iterations().size())
            .orElse(" — referee — iter 1")
        + " — verification "
        + passed
        + "/"
        + result.verification().commands().size()
        + " — forbidden "
        + (violations == 0 ? "ok" : violations + " violation(s)")
        + " — audit "
        + result.facts().string("entryId").orElse("?");
  }
}
