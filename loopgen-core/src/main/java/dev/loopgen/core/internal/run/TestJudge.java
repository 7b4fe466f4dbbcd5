package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.HiddenChecks;
import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.internal.export.Export;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.tests.replay.CheckedTrees;
import dev.loopgen.core.internal.tests.replay.TreeRun;
import dev.loopgen.core.internal.tests.report.FlakyTests;
import dev.loopgen.core.internal.tests.report.LostTests;
import dev.loopgen.core.internal.tests.report.ReportAge;
import dev.loopgen.core.internal.tests.report.ReportFailures;
import dev.loopgen.core.internal.tests.report.ReportNames;
import dev.loopgen.core.internal.tests.report.TestReports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges a change by what its commands reported, and by what they report over other trees. */
final class TestJudge implements CommandStep.Reporting {

  private final RunPipeline.Parts parts;
  private final PreparedRun run;
  private final Optional<TestRules> rules;
  private final TestTrees trees;
  private final boolean leftovers;
  private @Nullable ReportAge age;

  /**
   * To be created before the commands run.
   *
   * @param before the tree that they run on
   */
  TestJudge(RunPipeline.Parts parts, PreparedRun run, TreeSnapshot before) {
    this.parts = parts;
    this.run = run;
    this.rules = run.spec().loop().tests();
    this.trees = new TestTrees(parts, run, rules.orElseGet(() -> TestRules.builder().build()));
    this.leftovers = rules.isPresent() && trees.hasLeftovers(before);
    this.age = rules.isPresent() ? age(before) : null;
  }

  private ReportAge age(TreeSnapshot before) {
    try {
      return ReportAge.before(
          run.startedAt(),
          run.workTree().root(),
          trees.reportPatterns(),
          before.entries()::containsKey,
          digest -> false);
    } catch (IOException e) {
      throw new RepositoryException(
          "The reports of earlier runs cannot be read: " + FileReason.of(e) + ".", e);
    }
  }

  @Override
  public TestReports inWorkTree() {
    return age == null ? TestReports.NONE : read(run.workTree().root(), age);
  }

  @Override
  public TestReports in(Path written, Export export) {
    return age == null
        ? TestReports.NONE
        : read(
            written,
            ReportAge.inEmptyPlace(
                run.startedAt(), export.files().files()::containsKey, digest -> false));
  }

  private TestReports read(Path root, ReportAge of) {
    return TestReports.read(
        root, trees.reportPatterns(), of, ReportNames.of(List.of(run.project().real())));
  }

  /**
   * Judges the change.
   *
   * @param before the tree that the commands ran on
   * @param after the tree that they left
   * @param executed how they ended
   * @param attempts how the attempts compare, the first one included
   */
  TestVerdict judge(
      TreeSnapshot before,
      TreeSnapshot after,
      CommandStep.Executed executed,
      FlakyTests attempts)
      throws InterruptedException {
    TestReports reports = executed.reports();
    VerificationRequest request = executed.request();
    boolean passed =
        executed.verification().passed() && !executed.verification().commands().isEmpty();
    if (!passed || request == null || !isUnchanged(before, after)) {
      return unjudged(reports, attempts);
    }
    List<TestFailure> failures = new ArrayList<>();
    rules.ifPresent(
        it -> failures.addAll(ReportFailures.of(it, reports, executed.verification())));
    if (attempts.isFlaky()) {
      failures.add(new TestFailure.Flaky(attempts.tests(), attempts.detail()));
    }
    CheckedTrees checked =
        rules.isPresent()
            ? trees.check(
                before, request, executedBy(reports), Optional.empty(), leftovers, test -> false)
            : CheckedTrees.NONE;
    failures.addAll(checked.failures());
    TestEvidence evidence = evidence(reports, checked, failures).toBuilder()
            .attempts(attempts.attempts(), attempts.tests())
            .build();
    int evaluation = failures.isEmpty() ? hidden(before, reports, checked, request, failures) : 0;
    return new TestVerdict(
        rules.isPresent() ? evidence : null, failures, checked, evaluation, trees.files());
  }

  /** Tells whether the commands left every file of the tree; if not, the run fails anyway. */
  private static boolean isUnchanged(TreeSnapshot before, TreeSnapshot after) {
    return before.entries().entrySet().stream()
        .allMatch(file -> file.getValue().equals(after.entries().get(file.getKey())));
  }

  /** Only records; something else fails the run. */
  private TestVerdict unjudged(TestReports reports, FlakyTests attempts) {
    return rules.isPresent()
        ? new TestVerdict(
            TestEvidence.builder(reports.files(), reports.cases())
                .attempts(attempts.attempts(), attempts.tests())
                .build(),
            attempts.isFlaky()
                ? List.of(new TestFailure.Flaky(attempts.tests(), attempts.detail()))
                : List.of(),
            CheckedTrees.NONE,
            0,
            trees.files())
        : TestVerdict.NONE;
  }

  /** Returns how often the loop has its commands run. */
  int attempts() {
    return rules.map(TestRules::attempts).orElse(1);
  }

  /** To be called before the commands are run again: the reports of the last time are old. */
  void again(TreeSnapshot before) {
    age = rules.isPresent() ? age(before) : null;
  }

  private static Set<TestId> executedBy(TestReports reports) {
    Set<TestId> executed = new TreeSet<>();
    reports.cases().stream()
        .filter(test -> test.outcome().executed())
        .forEach(test -> executed.add(test.id()));
    return executed;
  }

  /** Compares the tests with the base's, and says so in the evidence. */
  private TestEvidence evidence(
      TestReports reports, CheckedTrees checked, List<TestFailure> failures) {
    TestEvidence.Builder evidence = TestEvidence.builder(reports.files(), reports.cases());
    checked.replay().ifPresent(evidence::replay);
    checked.canary().ifPresent(evidence::canary);
    checked.red().ifPresent(evidence::red);
    Optional<TreeRun> base = checked.base();
    if (base.isEmpty()) {
      boolean none = run.base().rule() == Base.Rule.NO_COMMIT;
      return evidence
          .base(new BaseTests(BaseTests.Source.UNKNOWN, none ? "there is no commit" : ""))
          .build();
    }
    LostTests lost = LostTests.between(base.get().tests().cases(), reports.cases());
    if (executedBy(reports).size() < base.get().executed().size() && !lost.lost().isEmpty()) {
      failures.add(new TestFailure.TestsLost(lost.lost()));
    }
    if (!lost.newlySkipped().isEmpty()) {
      failures.add(new TestFailure.TestsNewlySkipped(lost.newlySkipped()));
    }
    return evidence
        .base(new BaseTests(BaseTests.Source.RUN, ""))
        .lost(lost.lost())
        .newlySkipped(lost.newlySkipped())
        .build();
  }

  private int hidden(
      TreeSnapshot before,
      TestReports reports,
      CheckedTrees checked,
      VerificationRequest request,
      List<TestFailure> failures)
      throws InterruptedException {
    Optional<HiddenChecks> checks = parts.trust().hiddenChecks();
    if (checks.isEmpty()) {
      return 0;
    }
    boolean passes =
        HiddenStep.passes(
            checks.get(),
            run,
            trees.treeToJudge(before, checked),
            executedBy(reports),
            (tree, added) -> trees.runWithoutNetwork(before, request, tree, added));
    if (!passes) {
      failures.add(new TestFailure.HiddenTestsFail());
    }
    return 1
        + run.history().hiddenEvaluations(run.spec().loop().id(), run.base().treeId());
  }
}
