package dev.loopgen.core.internal.run;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.RepositoryHead;
import dev.loopgen.core.internal.ledger.entry.IsolationRecord;
import dev.loopgen.core.internal.tests.evidence.TestRecord;
import dev.loopgen.core.internal.tests.replay.ExportedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the member {@code judgement} of an entry: what npm loopgen does not know of a run. */
final class JudgementRecord {

  private final Judgement judgement;
  private final BaseReferences references;
  private final String tool;

  private JudgementRecord(Judgement judgement, String tool) {
    this.judgement = judgement;
    this.references = judgement.run().pins();
    this.tool = tool;
  }

  static Json.Obj write(Judgement judgement, String tool) {
    return new JudgementRecord(judgement, tool).write();
  }

  private Json.Obj write() {
    Json.ObjectBuilder record =
        Json.object()
            .put("version", 1)
            .put("tool", tool)
            .put("base", base())
            .put("head", head())
            .put("ledger", Json.object().putIfPresent("headsAtBase", references.heads()).build())
            .put("hashing", judgement.after().hashing().id());
    if (judgement.clean()) {
      record.put("judgedTree", judgement.after().treeId().hex());
      record.put("contentDigest", ContentDigest.of(judgement.changes(), judgement.after()));
    }
    if (!judgement.after().filtered().isEmpty()) {
      record.put("filtered", EntryValues.paths(judgement.after().filtered().keySet()));
    }
    return record
        .put("changes", judgement.changes().size())
        .put("spec", spec())
        .put("guard", guard())
        .put("drift", drift())
        .put("opaque", EntryValues.paths(judgement.after().opaque()))
        .put("unrendered", unrendered(judgement.after().unrendered()))
        .put("notCheckedOut", judgement.after().notCheckedOut())
        .put("isolation", isolation())
        .putIfPresent("carried", judgement.carried().json())
        .putIfPresent(
            "tests", Optional.ofNullable(judgement.tests().evidence()).map(TestRecord::write))
        .putIfPresent("otherTrees", judgement.tests().trees().place().map(this::otherTrees))
        .putIfPresent("hiddenChecks", hiddenChecks())
        .put("limits", limits())
        .put("platform", platform())
        .put("failures", EntryValues.failures(judgement.failures()))
        .put("warnings", Json.strings(judgement.warnings()))
        .put("unfinishedRuns", Json.strings(judgement.unfinished()))
        .build();
  }

  /** Returns the isolation of the final commands where they ran, of a model's ones otherwise. */
  private Json isolation() {
    DrivenWork driven = judgement.driven();
    return driven == null || driven.allowsCommands()
        ? IsolationRecord.write(judgement.verification().isolation())
        : IsolationRecord.write(driven.isolation());
  }

  /** Says how often the commands ran over other trees, and where they found those. */
  private Json otherTrees(ExportedRun.Place place) {
    return Json.object()
        .put("runs", judgement.tests().trees().runs())
        .put("place", place.id())
        .build();
  }

  /** Says that hidden checks judged the run, and nothing else about them. */
  private Optional<Json> hiddenChecks() {
    int evaluation = judgement.tests().evaluation();
    return evaluation == 0
        ? Optional.empty()
        : Optional.of(Json.object().put("evaluation", evaluation).build());
  }

  private Json.Obj limits() {
    return Json.object()
        .put("commandTimeoutMs", judgement.spec().loop().commandTimeout().toMillis())
        .build();
  }

  private static Json.Obj platform() {
    return Json.object()
        .put("os", System.getProperty("os.name", ""))
        .put("arch", System.getProperty("os.arch", ""))
        .put("java", Runtime.version().toString())
        .build();
  }

  private Json.Obj base() {
    Json.ObjectBuilder base =
        Json.object()
            .put("rule", judgement.base().rule().id())
            .put("commit", EntryValues.id(judgement.base().commit()))
            .put("tree", judgement.base().treeId().hex());
    judgement.base().reference().ifPresent(reference -> base.put("reference", reference));
    Optional<GitId> trusted = judgement.base().expectations().commit();
    if (!trusted.equals(judgement.base().commit())) {
      base.put("trusted", EntryValues.id(trusted));
    }
    references.platform().ifPresent(platform -> base.put("platform", platform));
    if (judgement.base().guessed()) {
      base.put("guessed", true);
    }
    return base.build();
  }

  private Json.Obj head() {
    RepositoryHead head = judgement.after().head();
    Json.ObjectBuilder json =
        Json.object()
            .put("commit", EntryValues.id(head.commit()))
            .put("tree", EntryValues.id(head.tree()))
            .put("branch", head.branch().map(Json::of).orElse(Json.NULL))
            .put("rootCommit", EntryValues.id(head.rootCommit()));
    if (judgement.clean()) {
      json.put("indexTree", EntryValues.id(head.indexTree()));
    }
    return json.build();
  }

  private Json.Obj spec() {
    Json.ObjectBuilder spec =
        Json.object()
            .put("origin", judgement.spec().origin().id())
            .put("adopted", judgement.spec().origin().isAdopted())
            .put("digest", judgement.spec().loop().digest());
    Optional.ofNullable(judgement.spec().expectedDigest())
        .ifPresent(digest -> spec.put("baseDigest", digest));
    return spec.putIfPresent("file", references.file()).build();
  }

  private Json.Obj guard() {
    Json.ObjectBuilder guard = Json.object().put("patterns", judgement.guard().state().patterns());
    if (judgement.clean()) {
      guard.put("tracked", judgement.guard().state().trackedDigest());
    }
    Json.ObjectBuilder watched =
        Json.object()
            .put("state", judgement.guard().watch().id())
            .put("count", judgement.guard().state().watched().size());
    if (judgement.clean() && judgement.watchKeyId() != null && judgement.watchedMac() != null) {
      watched.put("keyId", judgement.watchKeyId()).put("mac", judgement.watchedMac());
    }
    return guard.put("watched", watched.build()).put("acknowledged", acknowledged()).build();
  }

  private List<Json> acknowledged() {
    List<Json> all = new ArrayList<>();
    judgement
        .guard()
        .acknowledgedAtBase()
        .forEach(
            item ->
                all.add(
                    Json.object()
                        .put("path", item.path().display())
                        .put("by", item.owner())
                        .put("reason", item.reason())
                        .put("scope", "base")
                        .build()));
    judgement
        .guard()
        .acknowledgedHere()
        .forEach(
            item ->
                all.add(
                    Json.object()
                        .put("path", item.path())
                        .put("reason", item.reason())
                        .put("scope", "this-clone")
                        .build()));
    return all;
  }

  private Json.Obj drift() {
    Json.ObjectBuilder drift = Json.object();
    if (!judgement.drift().discarded().isEmpty()) {
      drift.put("discarded", EntryValues.paths(judgement.drift().discarded()));
    }
    return drift
        .put("failures", EntryValues.failures(judgement.drift().failures()))
        .put("created", EntryValues.paths(judgement.drift().created()))
        .put("touched", EntryValues.paths(judgement.drift().touched()))
        .put("rewritten", EntryValues.paths(judgement.drift().rewritten()))
        .put("outputs", EntryValues.paths(judgement.drift().outputs()))
        .put("refs", EntryValues.strings(judgement.drift().refs().others()))
        .build();
  }

  private static Json unrendered(Map<RepoPath, String> paths) {
    List<Json> items =
        paths.entrySet().stream()
            .limit(EntryValues.MAX_NAMES)
            .map(
                entry ->
                    (Json)
                        Json.object()
                            .put("file", entry.getKey().display())
                            .put("attribute", entry.getValue())
                            .build())
            .toList();
    return new Json.Array(items);
  }
}
