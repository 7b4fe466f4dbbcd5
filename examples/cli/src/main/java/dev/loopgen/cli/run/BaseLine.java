package dev.loopgen.cli.run;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunResult;
import java.util.Optional;

/** Says from which commit the changes of a run were counted, and why from that one. */
final class BaseLine {

  private static final int SHOWN = 12;

  private BaseLine() {}

  /** Returns the line; empty where there is no commit. */
  static Optional<String> of(RunResult result) {
    return result
        .facts()
        .object("judgement")
        .flatMap(judgement -> judgement.object("base"))
        .flatMap(BaseLine::of);
  }

  private static Optional<String> of(Json.Obj base) {
    String rule = base.string("rule").orElse("");
    String reason = base.string("reference").map(found -> rule + ": " + found).orElse(rule);
    return base.string("commit")
        .filter(commit -> commit.length() >= SHOWN)
        .map(commit -> "base: " + commit.substring(0, SHOWN) + " (" + reason + ")");
  }
}
