package dev.loopgen.core.internal.run;

import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.core.internal.driven.journal.DrivenJson;
import dev.loopgen.core.internal.ledger.entry.VerificationDigest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the ledger entry of a run in the format of npm loopgen. Everything that npm does not know
 * is in one additional member, {@code judgement}, which {@link JudgementRecord} writes.
 */
final class EntryWriter {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Judgement judgement;
  private final Optional<Json.Obj> ci;
  private final String tool;

  private EntryWriter(Judgement judgement, Optional<Json.Obj> ci, String tool) {
    this.judgement = judgement;
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
    List<Json> commands = judgement.verification().commands().stream().map(this::command).toList();
    Optional<DrivenRun> driven = Optional.ofNullable(judgement.driven()).map(DrivenWork::run);
    return Json.object()
        .put("schemaVersion", AuditEntry.SCHEMA_VERSION)
        .put("entryId", judgement.runId())
        .put("timestamp", timestamp(judgement.startedAt()))
        .put(
            "project",
            judgement.spec().project() == null ? projectName : judgement.spec().project())
        .put("loopId", judgement.spec().loop().id())
        .put("mode", driven.isPresent() ? "driven" : "referee")
        .put("actor", actor)
        .put("git", git())
        .put("changedFiles", changedFiles())
        .put("forbidden", forbidden())
        .put(
            "verification",
            Json.object()
                .put("passed", judgement.verification().passed())
                .put("commands", commands)
                .build())
        .put("iterations", driven.map(run -> run.iterations().size()).orElse(1))
        .put("passed", judgement.passed())
        .putIfPresent("driven", driven.map(DrivenJson::write))
        .put("provenance", provenance(commands))
        .put("judgement", JudgementRecord.write(judgement, tool))
        .build();
  }

  private Json.Obj git() {
    return Json.object()
        .put("base", judgement.requested().orElse("HEAD"))
        .put("shaBefore", EntryValues.id(judgement.base().commit()))
        .put("shaAfter", EntryValues.id(judgement.after().head().commit()))
        .put(
            "clean",
            Optional.ofNullable(judgement.driven())
                .map(work -> work.start().clean())
                .orElse(judgement.before().clean()))
        .build();
  }

  private Json.Obj changedFiles() {
    List<String> tracked =
        judgement.changes().stream()
            .map(PathChange::path)
            .filter(path -> !judgement.after().untracked().contains(path))
            .map(RepoPath::display)
            .toList();
    List<String> untracked =
        judgement.after().untracked().stream().sorted().map(RepoPath::display).toList();
    return Json.object()
        .put("tracked", EntryValues.strings(tracked))
        .put("untracked", EntryValues.strings(untracked))
        .put("diffstat", judgement.diffstat())
        .build();
  }

  private Json.Obj forbidden() {
    List<Json> violations =
        judgement.forbidden().stream()
            .limit(EntryValues.MAX_NAMES)
            .map(EntryWriter::violation)
            .toList();
    return Json.object().put("ok", judgement.clean()).put("violations", violations).build();
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
                .put("commitSha", EntryValues.id(judgement.after().head().commit()))
                .put("treeClean", judgement.before().clean())
                .put("loopSpecHash", judgement.spec().loop().digest())
                .put("verificationDigest", VerificationDigest.of(commands))
                .build())
        .build();
  }
}
