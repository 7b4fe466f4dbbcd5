package dev.loopgen.cli.run;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunResult;
import java.util.Optional;

/** Formats the base commit of a run and why it was chosen. */
final class BaseFormatter {

  private static final int SHOWN = 12;

  private BaseFormatter() {}

  /** Returns the line; empty if there is no commit. */
  static Optional<String> of(RunResult result) {
    return result
        .facts()
        .object("judgement")
        .flatMap(judgement -> judgement.object("base"))
        .flatMap(BaseFormatter::of);
  }

  private static Optional<String> of(Json.Obj base) {
    String rule = base.string("rule").orElse("");
    String reason = base.string("reference").map(found -> rule + ": " + found).orElse(rule);
    return base.string("commit")
        .filter(commit -> commit.length() >= SHOWN)
        .map(commit -> "base: " + commit.substring(0, SHOWN) + " (" + reason + ")");
  }
}
