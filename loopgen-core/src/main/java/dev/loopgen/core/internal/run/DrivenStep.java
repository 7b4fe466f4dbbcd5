package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.agent.AgentLaunch;
import dev.loopgen.api.driven.DrivenListener;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.RunListener.Phase;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tests.TestProblem;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.driven.CheckResults;
import dev.loopgen.core.internal.driven.DrivenSession;
import dev.loopgen.core.internal.driven.DrivenTask;
import dev.loopgen.core.internal.driven.Surroundings;
import dev.loopgen.core.internal.exec.AgentProcess;
import dev.loopgen.core.internal.exec.GuardedSecrets;
import dev.loopgen.core.internal.tests.report.TestReports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The step of a run in which a model makes the change, between preparation and judgement. */
final class DrivenStep {

  private final RunPipeline.Parts parts;
  private final Judge judge;
  private final DrivenSession session;

  DrivenStep(RunPipeline.Parts parts, Judge judge, DrivenSession session) {
    this.parts = parts;
    this.judge = judge;
    this.session = session;
  }

  /**
   * Reads the tree before the model is asked.
   *
   * @throws RepositoryException if it has uncommitted changes, and the options do not allow that
   */
  TreeSnapshot start(PreparedRun run, DrivenOptions options) throws InterruptedException {
    TreeSnapshot first =
        FirstLook.of(run, known -> look(run, known.patterns(), run.request().hashing())).tree();
    boolean resumed = run.request().resumed().isPresent();
    if (!first.clean() && !options.allowDirty() && !resumed) {
      throw new RepositoryException(
          "The work tree has uncommitted changes, so the model's change could not be told from"
              + " them. Commit or stash them, the spec included, or allow a dirty work tree.");
    }
    return first;
  }

  /**
   * Finds out whether commands can be isolated, before anything is written. What only an export
   * needs shows with the first command.
   *
   * @throws dev.loopgen.api.IsolationException if they cannot
   */
  void requireIsolation(PreparedRun run, TreeSnapshot start) throws InterruptedException {
    if (parts.isolation().level() == Isolation.Level.SANDBOX) {
      judge.verify(run, start, Set.of(), List.of(), run.spec().loop().commandTimeout());
    }
  }

  /** Lets the model work and has the result judged like any other change. */
  Judgement judged(PreparedRun run, TreeSnapshot start) throws InterruptedException {
    parts.listener().phase(Phase.DRIVE);
    PathPatterns guard = run.links().and(start, run.base()).patterns();
    DrivenTask task =
        new DrivenTask(
            run.runId(),
            run.spec().loop(),
            run.base(),
            run.workTree(),
            run.project().real(),
            run.request().specFile(),
            guard,
            start,
            run.request().dryRun());
    String isolation = parts.isolation().level().id();
    DrivenRun made =
        session.drive(
            task,
            isolation,
            run.request().resumed().isPresent(),
            new RunSurroundings(run, guard, GuardedSecrets.of(start, guard, run.workTree())));
    return judged(run, new DrivenWork(session.comparedWith(), made, session.isolation(isolation)));
  }

  /** Judges the result. An interruption of that ends the run, and its entry says so. */
  private Judgement judged(PreparedRun run, DrivenWork work) throws InterruptedException {
    try {
      return judge.judge(run, work);
    } catch (InterruptedException e) {
      if (run.request().dryRun()) {
        throw e;
      }
      return judge.judge(run, work.interrupted());
    }
  }

  private TreeSnapshot look(PreparedRun run, PathPatterns guard, HashingMode hashing)
      throws InterruptedException {
    return parts.detector().snapshot(new SnapshotRequest(run.base(), guard, hashing));
  }

  private static List<CheckResults.FailedTest> failedTests(TestReports reports) {
    return Stream.concat(
            reports.cases().stream()
                .filter(test -> test.outcome() == TestOutcome.FAILED)
                .map(test -> failedTest(test.id(), test.problems())),
            reports.failedLoads().stream().map(load -> failedTest(load.id(), load.problems())))
        .toList();
  }

  private static CheckResults.FailedTest failedTest(TestId test, List<TestProblem> problems) {
    return new CheckResults.FailedTest(
        test.text(), problems.stream().map(TestProblem::toString).findFirst().orElse(""));
  }

  private final class RunSurroundings implements Surroundings {

    private final PreparedRun run;
    private final PathPatterns guard;
    private final Set<String> secrets;
    private final Redactor redactor;

    RunSurroundings(PreparedRun run, PathPatterns guard, Set<String> secrets) {
      this.run = run;
      this.guard = guard;
      this.secrets = secrets;
      this.redactor = Redactor.of(parts.environment(), ModelKeys.of(parts).and(secrets));
    }

    @Override
    public TreeSnapshot look() throws InterruptedException {
      run.project().requireUnmoved();
      return DrivenStep.this.look(run, guard, HashingMode.STAT);
    }

    @Override
    public VerificationResult run(List<String> commands, TreeSnapshot now, Duration limit)
        throws InterruptedException {
      return judge.verify(run, now, secrets, commands, limit);
    }

    @Override
    public CheckResults check(TreeSnapshot now, Duration limit) throws InterruptedException {
      LoopSpec loop = run.spec().loop();
      CommandStep.Reporting reporting =
          loop.tests()
              .filter(rules -> !rules.reports().isEmpty())
              .<CommandStep.Reporting>map(rules -> OwnReports.ofTests(parts, run, now, rules))
              .orElse(CommandStep.Reporting.NONE);
      CommandStep.Executed executed =
          judge.verify(run, now, secrets, loop.commands(), limit, reporting);
      return new CheckResults(executed.verification(), failedTests(executed.reports()));
    }

    @Override
    public AgentProcess start(AgentLaunch launch) throws InterruptedException {
      return new AgentStart(parts, run, redactor).start(launch);
    }

    @Override
    public String redact(String text) {
      return redactor.redact(text);
    }

    @Override
    public Instant now() {
      return parts.clock().instant();
    }

    @Override
    public DrivenListener listener() {
      return parts.listener();
    }
  }
}
