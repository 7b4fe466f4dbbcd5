package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.List;
import java.util.Optional;

/** The predicate of a run; docs/predicate.md says what its members mean. */
final class RunPredicate {

  private static final Json.Obj NOTHING = Json.object().build();

  private RunPredicate() {}

  static Json.Obj of(AuditEntry entry, LedgerPosition position) {
    Json.Obj json = entry.json();
    Json.Obj judgement = judgement(entry);
    return Json.object()
        .put("runId", entry.entryId().orElse(""))
        .put("passed", EntryVerdict.passed(entry))
        .put("loop", loop(entry, judgement))
        .put("base", pick(part(judgement, "base"), "rule", "commit", "tree", "reference"))
        .put("head", pick(part(judgement, "head"), "commit", "tree", "branch", "rootCommit"))
        .put("judged", judged(judgement))
        .put("commands", commands(json))
        .put("forbidden", pick(part(json, "forbidden"), "ok", "violations"))
        .put("guard", pick(part(judgement, "guard"), "patterns", "tracked", "acknowledged"))
        .put("drift", pick(part(judgement, "drift"), "failures", "created", "touched", "rewritten"))
        .putIfPresent("tests", TestsInEntry.of(entry).map(TestsInEntry::digests))
        .putIfPresent("limits", judgement.object("limits"))
        .putIfPresent("agent", json.object("agent"))
        .put("isolation", isolation(judgement))
        .put("runner", runner(judgement))
        .putIfPresent("run", run(entry))
        .put("ledger", ledger(entry, position))
        .putIfPresent("startedOn", json.string("timestamp").map(Json::of))
        .build();
  }

  static Json.Obj judgement(AuditEntry entry) {
    return part(entry.json(), "judgement");
  }

  static Json.Obj ledger(AuditEntry entry, LedgerPosition position) {
    List<String> parents = entry.parents().stream().map(Sha256::hex).toList();
    return Json.object()
        .put("origin", position.origin())
        .put("rootEntry", position.first().hex())
        .put("entryHash", position.head().entry().hex())
        .put("parents", Json.strings(parents))
        .put("size", position.head().size())
        .put("root", position.head().root().hex())
        .putIfPresent(
            "headsAtBase",
            part(judgement(entry), "ledger").array("headsAtBase").map(Json.Array::new))
        .build();
  }

  private static Json.Obj loop(AuditEntry entry, Json.Obj judgement) {
    Json.ObjectBuilder loop = Json.object().put("id", entry.loopId().orElse(""));
    pick(part(judgement, "spec"), "digest", "baseDigest", "origin", "adopted", "file")
        .members()
        .forEach(loop::put);
    return loop.putIfPresent("mode", entry.json().string("mode").map(Json::of)).build();
  }

  private static Json.Obj judged(Json.Obj judgement) {
    Json.ObjectBuilder judged = Json.object();
    judgement.string("judgedTree").ifPresent(tree -> judged.put("tree", tree));
    pick(judgement, "contentDigest", "changes", "hashing", "opaque", "unrendered", "notCheckedOut")
        .members()
        .forEach(judged::put);
    return judged.build();
  }

  private static Json commands(Json.Obj entry) {
    List<Json> commands = part(entry, "verification").array("commands").orElse(List.of());
    return new Json.Array(
        commands.stream()
            .filter(Json.Obj.class::isInstance)
            .map(
                command ->
                    (Json)
                        pick(
                            (Json.Obj) command,
                            "command",
                            "exitCode",
                            "timedOut",
                            "durationMs",
                            "output",
                            "processes"))
            .toList());
  }

  private static Json isolation(Json.Obj judgement) {
    return judgement
        .find("isolation")
        .filter(value -> value instanceof Json.Text || value instanceof Json.Obj)
        .orElse(Json.of("none"));
  }

  private static Json.Obj runner(Json.Obj judgement) {
    Json.ObjectBuilder runner = Json.object();
    judgement.string("tool").ifPresent(tool -> runner.put("tool", tool));
    pick(part(judgement, "platform"), "os", "arch", "java").members().forEach(runner::put);
    return runner.build();
  }

  private static Optional<Json.Obj> run(AuditEntry entry) {
    return EntryStatements.ci(entry)
        .map(ci -> pick(ci, "provider", "repo", "ref", "commitSha", "event", "actor", "runUri"));
  }

  private static Json.Obj part(Json.Obj object, String name) {
    return object.object(name).orElse(NOTHING);
  }

  /** Copies the members of these names that are present. */
  static Json.Obj pick(Json.Obj object, String... names) {
    Json.ObjectBuilder picked = Json.object();
    for (String name : names) {
      picked.putIfPresent(name, object.find(name));
    }
    return picked.build();
  }
}
