package dev.loopgen.core.internal.run;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunListener.Phase;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.git.Interrupts;
import dev.loopgen.core.internal.git.Workers;
import dev.loopgen.core.internal.rules.Acknowledgements;
import dev.loopgen.core.internal.rules.ChosenSpec;
import dev.loopgen.core.internal.rules.CommandFiles;
import dev.loopgen.core.internal.rules.Expectations;
import dev.loopgen.core.internal.rules.Guard;
import dev.loopgen.core.internal.rules.GuardMemory;
import dev.loopgen.core.internal.rules.GuardVerdict;
import dev.loopgen.core.internal.rules.History;
import dev.loopgen.core.internal.rules.LocalAcknowledgements;
import dev.loopgen.core.internal.rules.WatchKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** The steps of one run in their order, and the facts that each of them adds. */
final class Judging {

  private static final Duration MAX_RUN = Duration.ofDays(366);

  private final RefereeRunner.Parts parts;
  private final RunRequest request;
  private final Instant startedAt;
  private final History history;
  private final LedgerExpectation expectation;
  private final String runId;
  private final WorkTree workTree;
  private final Base base;
  private final ChosenSpec spec;
  private final PathPatterns guard;
  private final Acknowledgements reviewed;
  private final LocalAcknowledgements acknowledged;
  private final GuardMemory memory;
  private final Pins pins;
  private final Object projectKey;
  private final Path directory;
  private Json.@Nullable Obj written;

  /**
   * Resolves the base and reads the expectations from it.
   *
   * @param expectation what the ledger must still hold when the commands have run
   */
  Judging(
      RefereeRunner.Parts parts,
      RunRequest request,
      Instant startedAt,
      LedgerExpectation expectation)
      throws InterruptedException {
    parts.listener().phase(Phase.PREPARE);
    this.parts = parts;
    this.request = request;
    this.startedAt = startedAt;
    this.expectation = expectation;
    this.history = History.read(parts.ledger());
    this.runId = parts.ids().get();
    this.workTree = parts.detector().workTree();
    this.projectKey = key(parts.project());
    this.directory = withoutLinks(parts.project());
    this.acknowledged = LocalAcknowledgements.of(request.acknowledgements(), workTree);
    Expectations expected = Expectations.of(parts.detector(), parts.trust(), request, history);
    this.base = expected.base();
    this.spec = expected.spec();
    this.pins = Pins.of(request, spec, base, workTree);
    this.guard = PathPatterns.of(spec.loop().forbiddenPaths(), workTree);
    LocalDate today = LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
    this.reviewed = Acknowledgements.at(base, workTree, today);
    Acknowledgements.requireValid(workTree, today);
    this.memory = parts.memory().open(request.dryRun());
  }

  String runId() {
    return runId;
  }

  String loopId() {
    return spec.loop().id();
  }

  /**
   * Runs the commands between two snapshots and compares everything.
   *
   * @throws InterruptedException if the thread is interrupted at any time before the comparison is
   *     complete
   */
  Facts judge(List<String> unfinished) throws InterruptedException {
    try {
      Facts facts = judgeAll(unfinished);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return facts;
    } catch (LoopgenException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  private Facts judgeAll(List<String> unfinished) throws InterruptedException {
    TreeSnapshot before = snapshot(Phase.SNAPSHOT_BEFORE);
    VerificationResult verification = verify();
    requireSameProject();
    TreeSnapshot after = snapshot(Phase.SNAPSHOT_AFTER);
    try {
      return Workers.run(() -> compare(before, verification, after, unfinished));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares everything; a second worker does what needs no verdict of the guard. */
  private Facts compare(
      TreeSnapshot before,
      VerificationResult verification,
      TreeSnapshot after,
      List<String> unfinished) {
    ForkJoinTask<List<PathChange>> drifted =
        ForkJoinTask.adapt(() -> after.changesSince(before)).fork();
    List<PathChange> changes = after.changesSince(base);
    ForkJoinTask<String> diffstat =
        ForkJoinTask.adapt(() -> Diffs.stat(changes, after, base, workTree)).fork();
    GuardVerdict verdict =
        new Guard(spec.loop(), guard, base, workTree, memory)
            .judge(after, changes, history, reviewed, acknowledged);
    List<PathChange> moved = drifted.join();
    List<PathChange> underTest = moved.isEmpty() ? changes : before.changesSince(base);
    Set<RepoPath> pathsUnderTest = new HashSet<>();
    underTest.forEach(change -> pathsUnderTest.add(change.path()));
    Drift drift = Drift.between(before, after, moved, guard, pathsUnderTest, request.strict());
    List<Failure> failures = new ArrayList<>();
    addCommandFailures(verification, failures);
    spec.specChange().ifPresent(failures::add);
    failures.addAll(verdict.violations());
    failures.addAll(CommandFiles.changed(spec.loop(), underTest, base, workTree, reviewed));
    failures.addAll(drift.failures());
    ledgerDrift().ifPresent(failures::add);
    Optional<WatchKey> key = memory.key();
    return new Facts(
        runId,
        startedAt,
        spec,
        base,
        request.base().orElse(null),
        before,
        after,
        changes,
        verification,
        verdict,
        key.map(WatchKey::id).orElse(null),
        key.map(verdict.state()::watchedMac).orElse(null),
        drift,
        failures,
        Warnings.of(spec, acknowledged, after, verdict, drift, unfinished),
        unfinished,
        diffstat.join());
  }

  private TreeSnapshot snapshot(Phase phase) throws InterruptedException {
    parts.listener().phase(phase);
    TreeSnapshot snapshot =
        parts.detector().snapshot(new SnapshotRequest(base, guard, request.hashing()));
    parts.listener().snapshot(snapshot);
    return snapshot;
  }

  private VerificationResult verify() throws InterruptedException {
    parts.listener().phase(Phase.VERIFY);
    LoopSpec loop = spec.loop();
    Duration whole = loop.commandTimeout().multipliedBy(Math.max(1, loop.commands().size()));
    return parts
        .verifier()
        .verify(
            new VerificationRequest(
                directory,
                loop.commands(),
                loop.commandTimeout(),
                whole.compareTo(MAX_RUN) < 0 ? whole : MAX_RUN,
                parts.environment(),
                parts.listener()));
  }

  private static void addCommandFailures(VerificationResult verification, List<Failure> failures) {
    if (verification.commands().isEmpty()) {
      failures.add(new Failure.NothingVerified());
    }
    for (CommandResult result : verification.commands()) {
      if (!result.passed()) {
        failures.add(new Failure.CommandFailed(result));
      }
    }
  }

  /** The heads that the run started from must still be in the ledger, and the ledger be whole. */
  private Optional<Failure> ledgerDrift() {
    ChainStatus chain = parts.ledger().verify(expectation);
    return chain.canGrow()
        ? Optional.empty()
        : Optional.of(
            new Failure.RepositoryDrifted("The ledger was damaged (" + chain.describe() + ")"));
  }

  private void requireSameProject() {
    if (!projectKey.equals(key(parts.project()))) {
      throw RefereeRunner.vanished(parts.project());
    }
  }

  /** A link on the way to the project could lead elsewhere while a command runs. */
  private static Path withoutLinks(Path project) {
    try {
      return project.toRealPath();
    } catch (IOException gone) {
      throw RefereeRunner.vanished(project);
    }
  }

  private static Object key(Path project) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(project, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
    } catch (IOException gone) {
      throw RefereeRunner.vanished(project);
    }
  }

  /** Makes the result of a run that is not recorded. */
  RunResult result(Facts facts) {
    return result(facts, null, null, new AttestationOutcome.NotRequested());
  }

  RunResult result(
      Facts facts,
      @Nullable AuditEntry entry,
      @Nullable Path report,
      AttestationOutcome attestation) {
    return new RunResult(
        spec.loop(),
        facts.verification(),
        facts.before(),
        facts.after(),
        facts.changes(),
        facts.failures(),
        facts.warnings(),
        entryOf(facts),
        entry,
        report,
        attestation);
  }

  /** What is to be recorded; the same object each time. */
  private Json.Obj entryOf(Facts facts) {
    if (written == null) {
      Path name = parts.project().getFileName();
      written =
          new EntryWriter(facts, pins, CiClaims.of(parts.environment()), parts.tool())
              .entry(Identity.actor(parts.environment()), name == null ? "/" : name.toString());
    }
    return written;
  }

  /** Remembers the guard's state on this machine, where the entry records it as clean. */
  void remember(Facts facts) {
    if (facts.clean()) {
      memory.remember(loopId(), facts.guard().state());
    }
  }
}
