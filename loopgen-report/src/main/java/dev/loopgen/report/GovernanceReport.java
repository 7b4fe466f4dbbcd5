package dev.loopgen.report;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.json.Json;

/** Writes a summary: static functions that read nothing else and write no file. */
public final class GovernanceReport {

  private GovernanceReport() {}

  /**
   * Writes the summary as JSON: the members of npm loopgen's {@code audit summary --json}, and
   * others.
   *
   * @param summary the summary
   * @return one object
   */
  public static Json.Obj json(GovernanceSummary summary) {
    return GovernanceJson.of(summary);
  }
}
