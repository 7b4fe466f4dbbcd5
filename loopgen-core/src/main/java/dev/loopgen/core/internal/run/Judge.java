package dev.loopgen.core.internal.run;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunListener.Phase;
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
import dev.loopgen.core.internal.rules.ChosenSpec;
import dev.loopgen.core.internal.rules.CommandFiles;
import dev.loopgen.core.internal.rules.Guard;
import dev.loopgen.core.internal.rules.GuardVerdict;
import dev.loopgen.core.internal.rules.WatchKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;

/**
 * The second step of a run: runs the commands between two snapshots, and compares the tree with
 * everything that was prepared.
 */
final class Judge {

  private static final Duration MAX_RUN = Duration.ofDays(366);

  private final RunPipeline.Parts parts;

  Judge(RunPipeline.Parts parts) {
    this.parts = parts;
  }

  /**
   * Runs the commands between two snapshots and compares everything.
   *
   * @throws InterruptedException if the thread is interrupted at any time before the comparison is
   *     complete
   */
  Judgement judge(PreparedRun run) throws InterruptedException {
    try {
      Judgement judgement = judgeAll(run);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return judgement;
    } catch (LoopgenException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  private Judgement judgeAll(PreparedRun run) throws InterruptedException {
    TreeSnapshot before = snapshot(Phase.SNAPSHOT_BEFORE, run);
    VerificationResult verification = verify(run.spec().loop());
    run.project().requireUnmoved();
    TreeSnapshot after = snapshot(Phase.SNAPSHOT_AFTER, run);
    try {
      return Workers.run(() -> compare(run, before, verification, after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares everything; a second worker does what needs no verdict of the guard. */
  private Judgement compare(
      PreparedRun run, TreeSnapshot before, VerificationResult verification, TreeSnapshot after) {
    Base base = run.base();
    ChosenSpec spec = run.spec();
    PathPatterns guard = run.guard();
    WorkTree workTree = run.workTree();
    ForkJoinTask<List<PathChange>> drifted =
        ForkJoinTask.adapt(() -> after.changesSince(before)).fork();
    List<PathChange> changes = after.changesSince(base);
    ForkJoinTask<String> diffstat =
        ForkJoinTask.adapt(() -> Diffs.stat(changes, after, base, workTree)).fork();
    GuardVerdict verdict =
        new Guard(spec.loop(), guard, base, workTree, run.memory())
            .judge(after, changes, run.history(), run.reviewed(), run.acknowledged());
    List<PathChange> moved = drifted.join();
    List<PathChange> underTest = moved.isEmpty() ? changes : before.changesSince(base);
    Set<RepoPath> pathsUnderTest = new HashSet<>();
    underTest.forEach(change -> pathsUnderTest.add(change.path()));
    Drift drift =
        Drift.between(before, after, moved, guard, pathsUnderTest, run.request().strict());
    List<Failure> failures = new ArrayList<>();
    addCommandFailures(verification, failures);
    spec.specChange().ifPresent(failures::add);
    failures.addAll(verdict.violations());
    failures.addAll(CommandFiles.changed(spec.loop(), underTest, base, workTree, run.reviewed()));
    failures.addAll(drift.failures());
    ledgerDrift(run).ifPresent(failures::add);
    Optional<WatchKey> key = run.memory().key();
    return new Judgement(
        run,
        before,
        after,
        changes,
        verification,
        verdict,
        key.map(WatchKey::id).orElse(null),
        key.map(verdict.state()::watchedMac).orElse(null),
        drift,
        failures,
        Warnings.of(spec, run.acknowledged(), after, verdict, drift, run.unfinished()),
        diffstat.join());
  }

  private TreeSnapshot snapshot(Phase phase, PreparedRun run) throws InterruptedException {
    parts.listener().phase(phase);
    SnapshotRequest request = new SnapshotRequest(run.base(), run.guard(), run.request().hashing());
    TreeSnapshot snapshot = parts.detector().snapshot(request);
    parts.listener().snapshot(snapshot);
    return snapshot;
  }

  private VerificationResult verify(LoopSpec loop) throws InterruptedException {
    parts.listener().phase(Phase.VERIFY);
    Duration whole = loop.commandTimeout().multipliedBy(Math.max(1, loop.commands().size()));
    return parts
        .verifier()
        .verify(
            new VerificationRequest(
                parts.project(),
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
  private Optional<Failure> ledgerDrift(PreparedRun run) {
    ChainStatus chain = run.ledger().checkAgain("the start of this run");
    return chain.canGrow()
        ? Optional.empty()
        : Optional.of(
            new Failure.RepositoryDrifted("The ledger was damaged (" + chain.describe() + ")"));
  }
}
