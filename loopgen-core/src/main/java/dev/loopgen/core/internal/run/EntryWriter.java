package dev.loopgen.core.internal.run;

import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.RepositoryHead;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.core.internal.driven.journal.DrivenJson;
import dev.loopgen.core.internal.ledger.entry.IsolationRecord;
import dev.loopgen.core.internal.ledger.entry.VerificationDigest;
import dev.loopgen.core.internal.tests.evidence.TestRecord;
import dev.loopgen.core.internal.tests.replay.ExportedRun;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the ledger entry of a run in the format of npm loopgen. Everything that npm does not know
 * is in one additional member, {@code judgement}.
 */
final class EntryWriter {

  /** The most names in a list of an entry. The counts beside the lists are always exact. */
  private static final int MAX_NAMES = 2000;

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Judgement facts;
  private final BaseReferences pins;
  private final Optional<Json.Obj> ci;
  private final String tool;

  private EntryWriter(Judgement judgement, Optional<Json.Obj> ci, String tool) {
    this.facts = judgement;
    this.pins = judgement.run().pins();
    this.ci = ci;
    this.tool = tool;
  }

  /** Returns the entry of a run, without its links to other entries. */
  static Json.Obj write(Judgement judgement, RunPipeline.Parts parts) {
    Path name = parts.project().getFileName();
    return new EntryWriter(judgement, CiClaims.of(parts.environment()), parts.tool())
        .entry(RunActor.actor(parts.environment()), name == null ? "/" : name.toString());
  }

  /** Formats an instant like JavaScript's {@code toISOString}. */
  static String timestamp(Instant instant) {
    return TIMESTAMP.format(instant);
  }

  private Json.Obj entry(Json.Obj actor, String projectName) {
    List<Json> commands = facts.verification().commands().stream().map(this::command).toList();
    Optional<DrivenRun> driven = Optional.ofNullable(facts.driven()).map(DrivenWork::run);
    return Json.object()
        .put("schemaVersion", AuditEntry.SCHEMA_VERSION)
        .put("entryId", facts.runId())
        .put("timestamp", timestamp(facts.startedAt()))
        .put("project", facts.spec().project() == null ? projectName : facts.spec().project())
        .put("loopId", facts.spec().loop().id())
        .put("mode", driven.isPresent() ? "driven" : "referee")
        .put("actor", actor)
        .put("git", git())
        .put("changedFiles", changedFiles())
        .put("forbidden", forbidden())
        .put(
            "verification",
            Json.object()
                .put("passed", facts.verification().passed())
                .put("commands", commands)
                .build())
        .put("iterations", driven.map(run -> run.iterations().size()).orElse(1))
        .put("passed", facts.passed())
        .putIfPresent("driven", driven.map(DrivenJson::write))
        .put("provenance", provenance(commands))
        .put("judgement", judgement())
        .build();
  }

  private Json.Obj git() {
    return Json.object()
        .put("base", facts.requested().orElse("HEAD"))
        .put("shaBefore", id(facts.base().commit()))
        .put("shaAfter", id(facts.after().head().commit()))
        .put(
            "clean",
            Optional.ofNullable(facts.driven())
                .map(work -> work.start().clean())
                .orElse(facts.before().clean()))
        .build();
  }

  private Json.Obj changedFiles() {
    List<String> tracked =
        facts.changes().stream()
            .map(PathChange::path)
            .filter(path -> !facts.after().untracked().contains(path))
            .map(RepoPath::display)
            .toList();
    List<String> untracked =
        facts.after().untracked().stream().sorted().map(RepoPath::display).toList();
    return Json.object()
        .put("tracked", named(tracked))
        .put("untracked", named(untracked))
        .put("diffstat", facts.diffstat())
        .build();
  }

  private static Json named(List<String> names) {
    return Json.strings(names.subList(0, Math.min(names.size(), MAX_NAMES)));
  }

  private Json.Obj forbidden() {
    List<Json> violations =
        facts.forbidden().stream().limit(MAX_NAMES).map(EntryWriter::violation).toList();
    return Json.object().put("ok", facts.clean()).put("violations", violations).build();
  }

  private static Json violation(Failure failure) {
    if (failure instanceof Failure.ForbiddenPath path) {
      return Json.object()
          .put("file", path.path())
          .put("pattern", path.pattern())
          .put("detail", path.detail())
          .build();
    }
    Failure.Opaque opaque = (Failure.Opaque) failure;
    return Json.object()
        .put("file", opaque.path().display())
        .put("pattern", opaque.pattern())
        .put("detail", "another repository that cannot be vouched for")
        .build();
  }

  private Json command(CommandResult result) {
    Json.ObjectBuilder command = Json.object().put("command", result.command());
    if (result instanceof CommandResult.Exited exited) {
      command.put("exitCode", exited.exitCode()).put("timedOut", false);
    } else {
      command.put("exitCode", Json.NULL);
      command.put("timedOut", result instanceof CommandResult.TimedOut);
    }
    command.put("durationMs", result.duration().toMillis());
    if (result instanceof CommandResult.Exited exited) {
      command.put("output", output(exited.captured()));
      command.put("processes", processes(exited.containment()));
    } else if (result instanceof CommandResult.TimedOut timedOut) {
      command.put("output", output(timedOut.captured()));
      command.put("processes", processes(timedOut.containment()));
    }
    return command.build();
  }

  private static Json.Obj output(CommandOutput output) {
    return Json.object()
        .put("bytes", output.totalBytes())
        .put("commitment", output.commitment())
        .put("redactions", output.redactions())
        .build();
  }

  private static Json.Obj processes(Containment containment) {
    return Json.object()
        .put("followedBy", containment.level().id())
        .put("leftovers", containment.leftovers())
        .put("survivors", containment.survivors())
        .build();
  }

  private Json.Obj provenance(List<Json> commands) {
    return Json.object()
        .put("tier", "local")
        .putIfPresent("ci", ci)
        .put(
            "subject",
            Json.object()
                .put("commitSha", id(facts.after().head().commit()))
                .put("treeClean", facts.before().clean())
                .put("loopSpecHash", facts.spec().loop().digest())
                .put("verificationDigest", VerificationDigest.of(commands))
                .build())
        .build();
  }

  private Json.Obj judgement() {
    Json.ObjectBuilder judgement =
        Json.object()
            .put("version", 1)
            .put("tool", tool)
            .put("base", base())
            .put("head", head())
            .put("ledger", Json.object().putIfPresent("headsAtBase", pins.heads()).build())
            .put("hashing", facts.after().hashing().id());
    if (facts.clean()) {
      judgement.put("judgedTree", facts.after().treeId().hex());
      judgement.put("contentDigest", ContentDigest.of(facts.changes(), facts.after()));
    }
    if (!facts.after().filtered().isEmpty()) {
      judgement.put("filtered", names(facts.after().filtered().keySet()));
    }
    return judgement
        .put("changes", facts.changes().size())
        .put("spec", spec())
        .put("guard", guard())
        .put("drift", drift())
        .put("opaque", names(facts.after().opaque()))
        .put("unrendered", unrendered(facts.after().unrendered()))
        .put("notCheckedOut", facts.after().notCheckedOut())
        .put("isolation", isolation())
        .putIfPresent("carried", facts.carried().json())
        .putIfPresent("tests", Optional.ofNullable(facts.tests().evidence()).map(TestRecord::write))
        .putIfPresent("otherTrees", facts.tests().trees().place().map(this::otherTrees))
        .putIfPresent("hiddenChecks", hiddenChecks())
        .put("limits", limits())
        .put("platform", platform())
        .put("failures", Json.strings(bounded(facts.failures())))
        .put("warnings", Json.strings(facts.warnings()))
        .put("unfinishedRuns", Json.strings(facts.unfinished()))
        .build();
  }

  /** Returns the isolation of the final commands where they ran, of a model's ones otherwise. */
  private Json isolation() {
    DrivenWork driven = facts.driven();
    return driven == null || driven.allowsCommands()
        ? IsolationRecord.write(facts.verification().isolation())
        : IsolationRecord.write(driven.isolation());
  }

  /** Says how often the commands ran over other trees, and where they found those. */
  private Json otherTrees(ExportedRun.Place place) {
    return Json.object().put("runs", facts.tests().trees().runs()).put("place", place.id()).build();
  }

  /** Says that hidden checks judged the run, and nothing else about them. */
  private Optional<Json> hiddenChecks() {
    int evaluation = facts.tests().evaluation();
    return evaluation == 0
        ? Optional.empty()
        : Optional.of(Json.object().put("evaluation", evaluation).build());
  }

  private Json.Obj limits() {
    return Json.object()
        .put("commandTimeoutMs", facts.spec().loop().commandTimeout().toMillis())
        .build();
  }

  private static Json.Obj platform() {
    return Json.object()
        .put("os", System.getProperty("os.name", ""))
        .put("arch", System.getProperty("os.arch", ""))
        .put("java", Runtime.version().toString())
        .build();
  }

  private static List<String> bounded(List<Failure> failures) {
    return failures.stream().limit(MAX_NAMES).map(Failure::describe).toList();
  }

  private Json.Obj base() {
    Json.ObjectBuilder base =
        Json.object()
            .put("rule", facts.base().rule().id())
            .put("commit", id(facts.base().commit()))
            .put("tree", facts.base().treeId().hex());
    facts.base().reference().ifPresent(reference -> base.put("reference", reference));
    Optional<GitId> trusted = facts.base().expectations().commit();
    if (!trusted.equals(facts.base().commit())) {
      base.put("trusted", id(trusted));
    }
    pins.platform().ifPresent(platform -> base.put("platform", platform));
    if (facts.base().guessed()) {
      base.put("guessed", true);
    }
    return base.build();
  }

  private Json.Obj head() {
    RepositoryHead head = facts.after().head();
    Json.ObjectBuilder json =
        Json.object()
            .put("commit", id(head.commit()))
            .put("tree", id(head.tree()))
            .put("branch", head.branch().map(Json::of).orElse(Json.NULL))
            .put("rootCommit", id(head.rootCommit()));
    if (facts.clean()) {
      json.put("indexTree", id(head.indexTree()));
    }
    return json.build();
  }

  private Json.Obj spec() {
    Json.ObjectBuilder spec =
        Json.object()
            .put("origin", facts.spec().origin().id())
            .put("adopted", facts.spec().origin().isAdopted())
            .put("digest", facts.spec().loop().digest());
    Optional.ofNullable(facts.spec().expectedDigest())
        .ifPresent(digest -> spec.put("baseDigest", digest));
    return spec.putIfPresent("file", pins.file()).build();
  }

  private Json.Obj guard() {
    Json.ObjectBuilder guard = Json.object().put("patterns", facts.guard().state().patterns());
    if (facts.clean()) {
      guard.put("tracked", facts.guard().state().trackedDigest());
    }
    Json.ObjectBuilder watched =
        Json.object()
            .put("state", facts.guard().watch().id())
            .put("count", facts.guard().state().watched().size());
    if (facts.clean() && facts.watchKeyId() != null && facts.watchedMac() != null) {
      watched.put("keyId", facts.watchKeyId()).put("mac", facts.watchedMac());
    }
    return guard.put("watched", watched.build()).put("acknowledged", acknowledged()).build();
  }

  private List<Json> acknowledged() {
    List<Json> all = new ArrayList<>();
    facts
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
    facts
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
    if (!facts.drift().discarded().isEmpty()) {
      drift.put("discarded", names(facts.drift().discarded()));
    }
    return drift
        .put("failures", Json.strings(bounded(facts.drift().failures())))
        .put("created", names(facts.drift().created()))
        .put("touched", names(facts.drift().touched()))
        .put("rewritten", names(facts.drift().rewritten()))
        .put("outputs", names(facts.drift().outputs()))
        .put("refs", named(facts.drift().refs().others()))
        .build();
  }

  private static Json names(Collection<RepoPath> paths) {
    return named(paths.stream().map(RepoPath::display).toList());
  }

  private static Json unrendered(Map<RepoPath, String> paths) {
    List<Json> items =
        paths.entrySet().stream()
            .limit(MAX_NAMES)
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

  private static Json id(Optional<GitId> id) {
    return id.map(GitId::hex).map(Json::of).orElse(Json.NULL);
  }
}
