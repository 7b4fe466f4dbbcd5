package dev.loopgen.core.internal.run;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunListener.Phase;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.concurrent.WorkerPool;
import dev.loopgen.core.internal.exec.GuardedSecrets;
import dev.loopgen.core.internal.expectation.ChangeExpectation;
import dev.loopgen.core.internal.expectation.ChosenSpec;
import dev.loopgen.core.internal.export.CarriedFiles;
import dev.loopgen.core.internal.guard.CommandFileCheck;
import dev.loopgen.core.internal.guard.ForbiddenPathGuard;
import dev.loopgen.core.internal.guard.GuardVerdict;
import dev.loopgen.core.internal.guard.GuardedLinks;
import dev.loopgen.core.internal.guard.WatchDigestKey;
import dev.loopgen.core.internal.tests.report.FlakyTests;
import dev.loopgen.core.internal.tree.DeclaredOutputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The second step of a run: runs the commands between two snapshots, and compares the tree with the
 * prepared expectations.
 */
final class Judge {

  private static final Duration MAX_RUN = Duration.ofDays(366);

  private final RunPipeline.Parts parts;

  Judge(RunPipeline.Parts parts) {
    this.parts = parts;
  }

  /**
   * Runs the commands and judges the result.
   *
   * @param driven how a model made the change, or null if none did
   * @throws InterruptedException if the thread is interrupted before the comparison is complete
   */
  Judgement judge(PreparedRun run, @Nullable DrivenWork driven) throws InterruptedException {
    try {
      Judgement judgement = judgeAll(run, driven);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return judgement;
    } catch (LoopgenException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  private Judgement judgeAll(PreparedRun run, @Nullable DrivenWork driven)
      throws InterruptedException {
    FirstLook first =
        FirstLook.of(
            run,
            known ->
                known == run.links()
                    ? snapshot(Phase.SNAPSHOT_BEFORE, run, known)
                    : parts.detector().snapshot(request(run, known)));
    GuardedLinks links = first.links();
    DeclaredOutputs outputs = outputs(run, links);
    TreeSnapshot before = outputs.without(first.tree());
    TestJudge tests = new TestJudge(parts, run, before);
    CommandStep.Executed executed =
        driven != null && !driven.allowsCommands()
            ? CommandStep.Executed.none(driven.notRun(run.spec().loop().commands()))
            : execute(run, before, links, outputs, tests.reporting());
    FlakyTests attempts = attempts(run, before, links, outputs, tests, executed);
    run.project().requireUnmoved();
    TreeSnapshot whole = snapshot(Phase.SNAPSHOT_AFTER, run, links);
    List<RepoPath> left = outputs.in(whole);
    TreeSnapshot after = outputs.without(whole);
    RefDrift refs =
        RefDrift.between(
            driven == null ? before.head() : driven.start().head(),
            after.head(),
            parts.trust().revision(),
            run.base(),
            () -> baseNow(run));
    TestVerdict tested = tests.judge(after, executed, attempts);
    try {
      return WorkerPool.run(
          () -> compare(run, links, before, executed, after, left, refs, tested, driven));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares everything. A second worker does the part that does not need the guard's verdict. */
  private Judgement compare(
      PreparedRun run,
      GuardedLinks links,
      TreeSnapshot before,
      CommandStep.Executed executed,
      TreeSnapshot after,
      List<RepoPath> outputs,
      RefDrift refs,
      TestVerdict tested,
      @Nullable DrivenWork driven) {
    VerificationResult verification = executed.verification();
    Base base = run.base();
    ChosenSpec spec = run.spec();
    WorkTree workTree = run.workTree();
    ForkJoinTask<List<PathChange>> drifted =
        ForkJoinTask.adapt(() -> after.changesSince(before)).fork();
    List<PathChange> changes = after.changesSince(base);
    ForkJoinTask<String> diffstat =
        ForkJoinTask.adapt(() -> ChangedLines.stat(changes, after, base, workTree)).fork();
    GuardVerdict verdict =
        new ForbiddenPathGuard(spec, links, base, workTree, run.memory())
            .judge(after, changes, run.history(), run.reviewed(), run.acknowledged());
    List<PathChange> moved = drifted.join();
    List<PathChange> underTest = moved.isEmpty() ? changes : before.changesSince(base);
    Set<RepoPath> pathsUnderTest = new HashSet<>();
    underTest.forEach(change -> pathsUnderTest.add(change.path()));
    Drift drift =
        Drift.between(
                before,
                after,
                moved,
                links.patterns(),
                pathsUnderTest,
                run.request().strict(),
                DeclaredRewrites.of(spec, workTree),
                outputs,
                refs)
            .and(executed.drift());
    List<Failure> failures = new ArrayList<>();
    addCommandFailures(verification, failures);
    spec.specChange().ifPresent(failures::add);
    failures.addAll(verdict.violations());
    CommandFileCheck commandFiles =
        CommandFileCheck.of(
                spec.loop(), before, underTest, base, workTree, run.reviewed(), tested::configures)
            .excusing(tested::excuses);
    failures.addAll(commandFiles.failures());
    failures.addAll(drift.failures());
    failures.addAll(tested.failures());
    failures.addAll(AbsentNames.failures(verification.isolation(), drift.created()));
    ledgerDrift(run).ifPresent(failures::add);
    CarriedDependencies carried =
        CarriedDependencies.of(
            carried(executed, tested), run.history().lastCarried(spec.loop().id()), changes);
    DrivenWork judged = driven == null ? null : driven.judged(after, links, failures);
    Optional<WatchDigestKey> key = run.memory().key();
    return new Judgement(
        run,
        before,
        after,
        changes,
        verification,
        verdict,
        key.map(WatchDigestKey::id).orElse(null),
        key.map(verdict.state()::watchedMac).orElse(null),
        drift,
        carried,
        failures,
        RunWarnings.of(
            base,
            spec,
            links,
            commandFiles,
            run.acknowledged(),
            after,
            verdict,
            drift,
            MissingTests.warnings(verification, base, before),
            carried,
            Stream.concat(executed.warnings().stream(), tested.warnings().stream()).toList(),
            run),
        diffstat.join(),
        judged,
        tested);
  }

  /** Returns the ignored files that commands got, be it over another tree. */
  private static CarriedFiles carried(CommandStep.Executed executed, TestVerdict tested) {
    CarriedFiles elsewhere = tested.trees().carried();
    return executed.carried().digest().isEmpty() && !elsewhere.digest().isEmpty()
        ? elsewhere
        : executed.carried();
  }

  private static DeclaredOutputs outputs(PreparedRun run, GuardedLinks links) {
    return DeclaredOutputs.of(
        run.spec().loop().outputs(), links.patterns(), run.base(), run.workTree());
  }

  private Base baseNow(PreparedRun run) throws InterruptedException {
    return ChangeExpectation.of(parts.detector(), parts.trust(), run.request(), run.history())
        .base();
  }

  private static SnapshotRequest request(PreparedRun run, GuardedLinks links) {
    return new SnapshotRequest(run.base(), links.patterns(), run.request().hashing());
  }

  private TreeSnapshot snapshot(Phase phase, PreparedRun run, GuardedLinks links)
      throws InterruptedException {
    parts.listener().phase(phase);
    TreeSnapshot snapshot = parts.detector().snapshot(request(run, links));
    parts.listener().snapshot(snapshot);
    return snapshot;
  }

  private CommandStep.Executed execute(
      PreparedRun run,
      TreeSnapshot before,
      GuardedLinks links,
      DeclaredOutputs outputs,
      CommandStep.Reporting reporting)
      throws InterruptedException {
    parts.listener().phase(Phase.VERIFY);
    LoopSpec loop = run.spec().loop();
    Duration whole = loop.commandTimeout().multipliedBy(Math.max(1, loop.commands().size()));
    Set<String> secrets = GuardedSecrets.of(before, links.patterns(), run.workTree());
    return new CommandStep(parts, run, links.patterns(), outputs, reporting)
        .run(before, secrets, loop.commands(), whole.compareTo(MAX_RUN) < 0 ? whole : MAX_RUN);
  }

  /** Runs the commands again as often as the loop wants, and compares how that ends. */
  private FlakyTests attempts(
      PreparedRun run,
      TreeSnapshot before,
      GuardedLinks links,
      DeclaredOutputs outputs,
      TestJudge tests,
      CommandStep.Executed first)
      throws InterruptedException {
    List<FlakyTests.Attempt> attempts = new ArrayList<>();
    attempts.add(attempt(first));
    while (first.request() != null && attempts.size() < tests.attempts()) {
      tests.again();
      attempts.add(attempt(execute(run, before, links, outputs, tests.reporting())));
    }
    return FlakyTests.between(attempts);
  }

  private static FlakyTests.Attempt attempt(CommandStep.Executed executed) {
    return new FlakyTests.Attempt(executed.verification().passed(), executed.reports().cases());
  }

  /**
   * Runs commands in the isolation of the run.
   *
   * @param now the tree that they run on
   * @param whole the time limit of all of them together
   */
  VerificationResult verify(
      PreparedRun run, TreeSnapshot now, Set<String> secrets, List<String> commands, Duration whole)
      throws InterruptedException {
    return verify(run, now, secrets, commands, whole, CommandStep.Reporting.NONE).verification();
  }

  /** Runs commands and reads what they report. */
  CommandStep.Executed verify(
      PreparedRun run,
      TreeSnapshot now,
      Set<String> secrets,
      List<String> commands,
      Duration whole,
      CommandStep.Reporting reporting)
      throws InterruptedException {
    return new CommandStep(parts, run, run.links().patterns(), outputs(run, run.links()), reporting)
        .run(now, secrets, commands, whole);
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

  /** Requires the ledger to be intact and to still hold the heads that the run started from. */
  private Optional<Failure> ledgerDrift(PreparedRun run) {
    ChainStatus chain = run.ledger().checkAgain("the start of this run");
    return chain.canGrow()
        ? Optional.empty()
        : Optional.of(
            new Failure.RepositoryDrifted("The ledger was damaged (" + chain.describe() + ")"));
  }
}
