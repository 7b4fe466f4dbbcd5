package dev.loopgen.core.internal.run;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.run.HiddenChecks;
import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.guard.TestAcknowledgements;
import dev.loopgen.core.internal.tests.replay.CheckedTrees;
import dev.loopgen.core.internal.tests.report.FlakyTests;
import dev.loopgen.core.internal.tests.report.ReportFailures;
import dev.loopgen.core.internal.tests.report.TestReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges a change by what its commands reported, and by what they report over other trees. */
final class TestJudge {

  private final RunPipeline.Parts parts;
  private final PreparedRun run;
  private final TreeSnapshot before;
  private final Optional<TestRules> rules;
  private final TestTrees trees;
  private final boolean leftovers;
  private final Sha256 edits;
  private final TestAcknowledgements agreements;
  private final @Nullable OwnReports own;

  /**
   * To be created before the commands run.
   *
   * @param before the tree that they run on
   */
  TestJudge(RunPipeline.Parts parts, PreparedRun run, TreeSnapshot before)
      throws InterruptedException {
    this.parts = parts;
    this.run = run;
    this.before = before;
    this.rules = run.spec().loop().tests();
    this.trees =
        new TestTrees(
            parts, run, rules.orElseGet(() -> TestRules.builder().file("/**").build()), before);
    this.leftovers = rules.isPresent() && trees.hasLeftovers();
    this.edits = rules.isPresent() ? trees.digestOfTests() : Sha256.hash(new byte[0]);
    this.agreements =
        TestAcknowledgements.of(
            run.reviewed(),
            rules.isPresent()
                ? parts.policy().waivedTests(run.loopId(), before.treeId(), run.history())
                : List.of(),
            run.request().acknowledgedTests(),
            edits);
    this.own = rules.map(it -> new OwnReports(parts, run, before, it, trees)).orElse(null);
  }

  /** Returns what reads the reports of the change's own run. */
  CommandStep.Reporting reporting() {
    return own == null ? CommandStep.Reporting.NONE : own;
  }

  /** Returns how often the loop has its commands run. */
  int attempts() {
    return rules.map(TestRules::attempts).orElse(1);
  }

  /** To be called before the commands are run again. */
  void again() {
    if (own != null) {
      own.again();
    }
  }

  /**
   * Judges the change.
   *
   * @param after the tree that they left
   * @param executed how they ended
   * @param attempts how the attempts compare, the first one included
   */
  TestVerdict judge(TreeSnapshot after, CommandStep.Executed executed, FlakyTests attempts)
      throws InterruptedException {
    if (rules.isEmpty() && parts.trust().hiddenChecks().isEmpty()) {
      return TestVerdict.NONE;
    }
    VerificationRequest request = executed.request();
    boolean passed =
        executed.verification().passed() && !executed.verification().commands().isEmpty();
    if (!passed || request == null) {
      return unjudged(executed.reports(), attempts, List.of());
    }
    if (!isUnchanged(after)) {
      return unjudged(
          executed.reports(),
          attempts,
          List.of(new TestFailure.ReplayImpossible("files changed while the commands ran")));
    }
    return own == null ? hiddenOnly(request, attempts) : judge(own, request, executed, attempts);
  }

  private TestVerdict judge(
      OwnReports own,
      VerificationRequest request,
      CommandStep.Executed executed,
      FlakyTests attempts)
      throws InterruptedException {
    TestReports reports = afresh(executed.reports(), request);
    List<TestFailure> failures =
        new ArrayList<>(ReportFailures.of(rules.orElseThrow(), reports, executed.verification()));
    failures.addAll(flaky(attempts));
    boolean warned = !attempts.tests().isEmpty() && parts.policy().acceptsFlakyTests(run.history());
    if (warned) {
      failures.removeIf(TestFailure.Flaky.class::isInstance);
    }
    Optional<KnownTests> known = new RecordedBaseTests(parts, run, before).find(reports);
    CheckedTrees checked = check(request, reports, known);
    failures.addAll(checked.failures());
    TestEvidence.Builder building =
        TestEvidence.builder(reports.files(), reports.cases())
            .unloaded(reports.unloaded())
            .earlierFailures(run.history().failures(run.loopId(), before.treeId()))
            .attempts(attempts.attempts(), attempts.tests());
    failures.addAll(own.addLines(building));
    BaseComparison comparison = new BaseComparison(reports, checked, agreements);
    comparison.addTo(building, known, run.base().rule());
    failures.addAll(comparison.failures());
    TestEvidence evidence = building.build();
    int evaluation = failures.isEmpty() ? hidden(reports, checked, request, failures) : 0;
    return new TestVerdict(
        evidence,
        failures,
        checked,
        evaluation,
        trees.files(),
        TestWarnings.of(evidence, failures, attempts, edits));
  }

  private TestVerdict hiddenOnly(VerificationRequest request, FlakyTests attempts)
      throws InterruptedException {
    List<TestFailure> failures = new ArrayList<>(flaky(attempts));
    int evaluation =
        failures.isEmpty() ? hidden(TestReports.NONE, CheckedTrees.NONE, request, failures) : 0;
    return new TestVerdict(null, failures, CheckedTrees.NONE, evaluation, trees.files(), List.of());
  }

  private CheckedTrees check(
      VerificationRequest request, TestReports reports, Optional<KnownTests> known)
      throws InterruptedException {
    return canRunTrees()
        ? trees.check(
            request,
            KnownTests.executed(reports.cases()),
            known.map(KnownTests::executed),
            leftovers,
            test -> agreements.find(test).isPresent())
        : CheckedTrees.NONE;
  }

  /**
   * Returns reports that are none of an earlier run. A runner that writes no times leaves the same
   * bytes each time, and a build folder keeps reports of tests that are gone; a clean checkout has
   * neither.
   */
  private TestReports afresh(TestReports found, VerificationRequest request)
      throws InterruptedException {
    boolean old = found.problems().stream().anyMatch(TestFailure.StaleReport.class::isInstance);
    boolean replays =
        rules.filter(it -> it.replay() == TestRules.Replay.BASE).isPresent() && canRunTrees();
    return old && replays ? trees.afresh(request).orElse(found) : found;
  }

  /** Tells whether the commands left every file of the tree. */
  private boolean isUnchanged(TreeSnapshot after) {
    return before.entries().entrySet().stream()
        .allMatch(file -> file.getValue().equals(after.entries().get(file.getKey())));
  }

  /** Records what there is. */
  private TestVerdict unjudged(
      TestReports reports, FlakyTests attempts, List<TestFailure> failures) {
    List<TestFailure> all = new ArrayList<>(failures);
    all.addAll(flaky(attempts));
    return rules.isPresent()
        ? new TestVerdict(
            TestEvidence.builder(reports.files(), reports.cases())
                .unloaded(reports.unloaded())
                .attempts(attempts.attempts(), attempts.tests())
                .build(),
            all,
            CheckedTrees.NONE,
            0,
            trees.files(),
            List.of())
        : TestVerdict.NONE;
  }

  private static List<TestFailure> flaky(FlakyTests attempts) {
    return attempts.isFlaky()
        ? List.of(new TestFailure.Flaky(attempts.tests(), attempts.detail()))
        : List.of();
  }

  /**
   * Tells whether the commands can be run over other trees. Another verifier cannot do that; the
   * tests of the base are then unknown, unless the loop demands such runs.
   */
  private boolean canRunTrees() {
    boolean demanded =
        rules
            .filter(it -> it.replay() == TestRules.Replay.BASE || it.red() == TestRules.Red.REQUIRE)
            .isPresent();
    return demanded || parts.verifier() instanceof ShellVerifier;
  }

  private int hidden(
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
            trees.treeToJudge(checked),
            KnownTests.executed(reports.cases()),
            (tree, added) -> trees.runWithoutNetwork(request, tree, added));
    if (!passes) {
      failures.add(new TestFailure.HiddenTestsFail());
    }
    return 1 + run.history().hiddenEvaluations(run.loopId(), run.base().treeId());
  }
}
