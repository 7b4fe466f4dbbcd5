package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookedProject;
import dev.loopgen.adapters.hooks.StopBlocks;
import dev.loopgen.adapters.hooks.StopVerdict;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.RunJson;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.WorkInProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A project as hooks see it. Not thread-safe. */
final class CommandHookedProject implements HookedProject {

  /** About two thousand tokens. */
  private static final int MAX_FEEDBACK = 8_000;

  private final Path project;
  private final Trust trust;
  private final RunRequest request;
  private final DetachedRun run;
  private final long deadline;
  private final Duration within;
  private @Nullable WorkInProgress change;

  CommandHookedProject(
      Path project, Trust trust, RunRequest request, DetachedRun run, Duration within) {
    this.project = project;
    this.trust = trust;
    this.request = request;
    this.run = run;
    this.within = within;
    this.deadline = System.nanoTime() + within.toNanos();
  }

  @Override
  public Path directory() {
    return project;
  }

  @Override
  public Optional<Protection> protection(Path file) {
    try {
      return change()
          .protection(file)
          .map(reason -> new Protection(reason.describe(), reason == BlockReason.FORBIDDEN_PATH));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public StopVerdict verdict() throws InterruptedException {
    try {
      Optional<ProcessHandle> running = memory().running(run);
      if (running.isPresent() && !ends(running.get())) {
        return new StopVerdict.Unfinished(needed());
      }
      WorkInProgress.Sight sight = change().look();
      if (sight.violations().isEmpty()) {
        if (sight.none() && !failedLast(sight.tree())) {
          return new StopVerdict.Unchanged();
        }
        if (isAccepted(sight.tree())) {
          return new StopVerdict.Recorded();
        }
      }
      Optional<StopVerdict> known = memory().takeEnded().flatMap(start -> ended(start, sight));
      return known.isPresent() ? known.get() : judged(run.start(left()));
    } catch (LoopgenException | IllegalArgumentException e) {
      return new StopVerdict.Undecided(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new StopVerdict.Undecided("The run cannot be started: " + e.getMessage() + ".");
    }
  }

  /**
   * Asks whether the last entry about a tree is of a run that failed. Then the tree does not count
   * as unchanged: the base may have been moved to it, which takes one command of git.
   */
  private boolean failedLast(GitId tree) {
    try (Stream<AuditEntry> entries = Loopgen.ledger(project).entries()) {
      return entries
          .filter(entry -> entry.loopId().equals(Optional.of(loopId())))
          .filter(entry -> entry.judgedTree().equals(Optional.of(tree)))
          .reduce((before, after) -> after)
          .filter(entry -> !entry.passed())
          .isPresent();
    }
  }

  /**
   * Asks whether the ledger holds a run that passed on exactly this tree under the base's spec. The
   * gate alone does not know what ignored files held.
   */
  private boolean isAccepted(GitId tree) throws InterruptedException {
    GateDecision decision =
        Loopgen.gate(project)
            .trust(trust)
            .policy(GatePolicy.localEvidence())
            .require(change().loop().id())
            .specFile(request.specFile())
            .build()
            .decide();
    return decision.accepted() && decision.subject().tree().equals(tree);
  }

  /**
   * Returns what became of a run that went on after an earlier answer, if it failed on this tree.
   * One that passed is found by {@link #isAccepted}.
   */
  private Optional<StopVerdict> ended(Instant start, WorkInProgress.Sight sight) {
    AuditLedger ledger = Loopgen.ledger(project);
    if (!ledger.verify(Loopgen.expectation(project)).isIntact()) {
      return Optional.empty();
    }
    try (Stream<AuditEntry> entries = ledger.entries()) {
      return entries
          .filter(entry -> entry.loopId().equals(Optional.of(loopId())))
          .filter(entry -> entry.timestamp().filter(time -> !time.isBefore(start)).isPresent())
          .reduce((before, after) -> after)
          .filter(entry -> !entry.passed())
          .filter(entry -> entry.judgedTree().equals(Optional.of(sight.tree())))
          .map(entry -> new StopVerdict.Failed(entry.hash().orElse(null), feedback(entry)));
    }
  }

  private String feedback(AuditEntry entry) {
    List<Json.Obj> failures =
        entry.failures().stream()
            .map(failure -> Json.object().put("message", failure).build())
            .toList();
    Json.Obj run =
        Json.object().put("loop", loopId()).put("passed", false).put("failures", failures).build();
    return RunJson.feedback(run, MAX_FEEDBACK);
  }

  private StopVerdict judged(DetachedRun.Outcome outcome) throws InterruptedException {
    if (outcome.result().isEmpty()) {
      if (outcome.process().isAlive() && outcome.complaint().isEmpty()) {
        memory().running(outcome.process());
        return new StopVerdict.Unfinished(needed());
      }
      return new StopVerdict.Undecided(
          outcome.complaint().isEmpty()
              ? "The run ended without a result."
              : outcome.complaint().replaceFirst("^loopgen: ", ""));
    }
    Json.Obj result = outcome.result().get();
    Json.Obj entry = result.object("entry").orElse(Json.object().build());
    if (!result.bool("passed").orElse(false)) {
      return new StopVerdict.Failed(
          entry.string("hash").orElse(null), RunJson.feedback(result, MAX_FEEDBACK));
    }
    Optional<String> judgedTree =
        entry.object("judgement").flatMap(judgement -> judgement.string("judgedTree"));
    GitId tree = change().look().tree();
    if (judgedTree.filter(tree.hex()::equals).isEmpty()) {
      return new StopVerdict.Undecided("The tree changed after it was judged.");
    }
    return isAccepted(tree)
        ? new StopVerdict.Passed()
        : new StopVerdict.Undecided("The ledger does not confirm the result of the run.");
  }

  private boolean ends(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(left().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException runs) {
      return false;
    } catch (ExecutionException | CompletionException e) {
      return !process.isAlive();
    }
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
  }

  /** Returns how long the last recorded run took, if that is longer than the hook waited. */
  private Duration needed() {
    try (Stream<AuditEntry> entries = Loopgen.ledger(project).entries()) {
      Duration last =
          entries
              .filter(entry -> entry.loopId().equals(Optional.of(loopId())))
              .map(CommandHookedProject::duration)
              .reduce(Duration.ZERO, (before, after) -> after);
      return last.compareTo(within) > 0 ? last : within;
    } catch (LoopgenException unreadable) {
      return within;
    }
  }

  private static Duration duration(AuditEntry entry) {
    List<Json> commands =
        entry.json().object("verification").flatMap(v -> v.array("commands")).orElse(List.of());
    return commands.stream()
        .filter(Json.Obj.class::isInstance)
        .flatMap(command -> ((Json.Obj) command).find("durationMs").stream())
        .filter(Json.Num.class::isInstance)
        .map(millis -> Duration.ofMillis((long) ((Json.Num) millis).value()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public int failedRuns(StopBlocks blocks) {
    AuditLedger ledger = Loopgen.ledger(project);
    Set<String> named = Set.copyOf(blocks.failedRuns());
    if (named.isEmpty() || !ledger.verify(Loopgen.expectation(project)).isIntact()) {
      return 0;
    }
    try (Stream<AuditEntry> entries = ledger.entries()) {
      List<AuditEntry> own =
          entries.filter(entry -> entry.loopId().equals(Optional.of(loopId()))).toList();
      int sincePass = own.size();
      while (sincePass > 0 && !own.get(sincePass - 1).passed()) {
        sincePass--;
      }
      return (int)
          own.subList(sincePass, own.size()).stream()
              .flatMap(entry -> entry.hash().stream())
              .filter(named::contains)
              .distinct()
              .count();
    }
  }

  private String loopId() {
    return change == null ? "" : change.loop().id();
  }

  @Override
  public StopBlocks recall(String session) {
    return memory().recall(session);
  }

  @Override
  public boolean remember(String session, StopBlocks blocks) {
    return memory().remember(session, blocks);
  }

  private HookMemory memory() {
    return HookMemory.of(project, run.environment());
  }

  private WorkInProgress change() throws InterruptedException {
    WorkInProgress known = change;
    if (known == null) {
      known = Loopgen.runner(project).trust(trust).inspect(request);
      change = known;
    }
    return known;
  }
}
