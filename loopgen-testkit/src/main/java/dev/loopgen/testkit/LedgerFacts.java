package dev.loopgen.testkit;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.List;

/** Facts of runs that never were, complete enough for any ledger to take them. */
public final class LedgerFacts {

  private LedgerFacts() {}

  /**
   * Makes the facts of a run that passed.
   *
   * @param entryId the id of the run
   * @return the facts, without links
   */
  public static Json.Obj passing(String entryId) {
    return facts(entryId, 0);
  }

  /**
   * Makes the facts of a run that failed.
   *
   * @param entryId the id of the run
   * @return the facts, without links
   */
  public static Json.Obj failing(String entryId) {
    return facts(entryId, 1);
  }

  private static Json.Obj facts(String entryId, int exitCode) {
    boolean passed = exitCode == 0;
    Json.Obj command =
        Json.object()
            .put("command", "sh check.sh")
            .put("exitCode", exitCode)
            .put("timedOut", false)
            .put("durationMs", 12)
            .build();
    return Json.object()
        .put("schemaVersion", AuditEntry.SCHEMA_VERSION)
        .put("entryId", entryId)
        .put("timestamp", "2026-11-23T14:59:44.577Z")
        .put("project", "shop")
        .put("loopId", "check")
        .put("mode", "referee")
        .put("actor", Json.object().build())
        .put("git", Json.object().build())
        .put("changedFiles", Json.object().build())
        .put(
            "forbidden",
            Json.object().put("ok", true).put("violations", Json.strings(List.of())).build())
        .put(
            "verification",
            Json.object().put("passed", passed).put("commands", List.of(command)).build())
        .put("iterations", 1)
        .put("passed", passed)
        .build();
  }
}
