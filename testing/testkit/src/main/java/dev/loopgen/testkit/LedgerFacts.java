package dev.loopgen.testkit;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.List;

/** Facts of made-up runs, complete enough for any ledger. */
public final class LedgerFacts {

  private LedgerFacts() {}

  /**
   * Creates the facts of a run that passed.
   *
   * @param entryId the id of the run
   * @return the facts, without links
   */
  public static Json.Obj passing(String entryId) {
    return facts(entryId, 0);
  }

  /**
   * Creates the facts of a run that failed.
   *
   * @param entryId the id of the run
   * @return the facts, without links
   */
  public static Json.Obj failing(String entryId) {
    return facts(entryId, 1);
  }

  /**
   * Creates the facts of a run as loopgen for Java records them, so that it can be attested: for
   * the clean tree of a commit, in a CI run.
   *
   * @param entryId the id of the run
   * @param passed the verdict
   * @return the facts, without links
   */
  public static Json.Obj judged(String entryId, boolean passed) {
    Json.ObjectBuilder facts = Json.object();
    facts(entryId, passed ? 0 : 1).members().forEach(facts::put);
    List<String> failures = passed ? List.of() : List.of("Command `sh check.sh` failed.");
    return facts
        .put("provenance", Json.object().put("tier", "local").put("ci", ci()).build())
        .put(
            "judgement",
            Json.object()
                .put("version", 1)
                .put("tool", "loopgen-java/1.0")
                .put(
                    "base",
                    Json.object().put("rule", "default-branch").put("commit", id(1)).build())
                .put("head", head())
                .put("hashing", "content")
                .put("judgedTree", id(3))
                .put("contentDigest", id(4) + "0".repeat(24))
                .put("changes", 1)
                .put("spec", Json.object().put("digest", "5".repeat(64)).build())
                .put("drift", drift())
                .put("opaque", Json.strings(List.of()))
                .put("isolation", "none")
                .put("failures", Json.strings(failures))
                .build())
        .build();
  }

  private static Json.Obj ci() {
    return Json.object()
        .put("provider", "github-actions")
        .put("repo", "acme/shop")
        .put("ref", "refs/heads/main")
        .put("commitSha", id(2))
        .put("runUri", "https://github.com/acme/shop/actions/runs/123/attempts/1")
        .build();
  }

  private static Json.Obj head() {
    return Json.object()
        .put("commit", id(2))
        .put("tree", id(3))
        .put("branch", "main")
        .put("rootCommit", id(9))
        .build();
  }

  private static Json.Obj drift() {
    return Json.object()
        .put("failures", Json.strings(List.of()))
        .put("created", Json.strings(List.of()))
        .put("touched", Json.strings(List.of()))
        .build();
  }

  private static String id(int digit) {
    return Integer.toString(digit).repeat(40);
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
