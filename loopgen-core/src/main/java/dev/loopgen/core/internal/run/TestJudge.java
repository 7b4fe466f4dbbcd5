package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.run.HiddenChecks;
import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.export.Export;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.guard.TestAcknowledgements;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import dev.loopgen.core.internal.tests.evidence.RecordedTests;
import dev.loopgen.core.internal.tests.lines.EditedLines;
import dev.loopgen.core.internal.tests.replay.ChangedTree;
import dev.loopgen.core.internal.tests.replay.CheckedTrees;
import dev.loopgen.core.internal.tests.report.FlakyTests;
import dev.loopgen.core.internal.tests.report.LineReportFiles;
import dev.loopgen.core.internal.tests.report.LostTests;
import dev.loopgen.core.internal.tests.report.ReportAge;
import dev.loopgen.core.internal.tests.report.ReportFailures;
import dev.loopgen.core.internal.tests.report.ReportNames;
import dev.loopgen.core.internal.tests.report.TestReports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges a change by what its commands reported, and by what they report over other trees. */
final class TestJudge implements CommandStep.Reporting {

  private final RunPipeline.Parts parts;
  private final PreparedRun run;
  private final TreeSnapshot before;
  private final Optional<TestRules> rules;
  private final TestTrees trees;
  private final boolean leftovers;
  private final Sha256 edits;
  private final TestAcknowledgements agreements;
  private final Predicate<Sha256> ofAnotherTree;
  private @Nullable ReportAge age;
  private @Nullable GitId baseTree;
  private LineReportFiles coverage = LineReportFiles.NONE;
  private LineReportFiles mutation = LineReportFiles.NONE;

  /**
   * To be created before the commands run.
   *
   * @param before the tree that they run on
   */
  TestJudge(RunPipeline.Parts parts, PreparedRun run, TreeSnapshot before) {
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
        TestAcknowledgements.of(run.reviewed(), run.request().acknowledgedTests(), edits);
    this.ofAnotherTree = digest -> run.history().isReportOfAnotherTree(digest, before.treeId());
    this.age = rules.isPresent() ? ageNow() : null;
  }

  private ReportAge ageNow() {
    try {
      return ReportAge.before(
          run.startedAt(),
          run.workTree().root(),
          trees.allReportPatterns(),
          before.entries()::containsKey,
          ofAnotherTree);
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
                run.startedAt(), export.files().files()::containsKey, ofAnotherTree));
  }

  private TestReports read(Path root, ReportAge of) {
    ReportNames names = ReportNames.of(List.of(run.project().real(), parts.project()));
    coverage = lines(root, TestRules::coverage, LineReportFiles.Format.LCOV, of, names);
    mutation = lines(root, TestRules::mutation, LineReportFiles.Format.PIT, of, names);
    return TestReports.read(root, trees.reportPatterns(), of, names);
  }

  private LineReportFiles lines(
      Path root,
      Function<TestRules, Optional<TestRules.LineRule>> which,
      LineReportFiles.Format format,
      ReportAge of,
      ReportNames names) {
    return rules
        .flatMap(which)
        .map(
            rule ->
                LineReportFiles.read(
                    root, PathPatterns.of(rule.reports(), run.workTree()), format, of, names))
        .orElse(LineReportFiles.NONE);
  }

  /** Adds how the edited lines fared to the evidence. */
  private void addLines(TestEvidence.Builder evidence, List<TestFailure> failures) {
    Optional<TestRules.LineRule> covered = rules.flatMap(TestRules::coverage);
    Optional<TestRules.LineRule> mutated = rules.flatMap(TestRules::mutation);
    if (covered.isEmpty() && mutated.isEmpty()) {
      return;
    }
    EditedLines edited = trees.editedLines();
    covered.ifPresent(
        rule -> {
          LineFigure figure = coverage.lines().coverage(edited, rule.changedLines());
          evidence.coverage(figure);
          failures.addAll(missed(coverage, figure, TestFailure.CoverageTooLow::new));
        });
    mutated.ifPresent(
        rule -> {
          LineFigure figure = mutation.lines().mutation(edited, rule.changedLines());
          evidence.mutation(figure);
          failures.addAll(missed(mutation, figure, TestFailure.MutantsSurvive::new));
        });
  }

  private static List<TestFailure> missed(
      LineReportFiles reports, LineFigure figure, Function<LineFigure, TestFailure> failure) {
    List<TestFailure> failures = new ArrayList<>(reports.problems());
    if (!figure.isMet()) {
      failures.add(failure.apply(figure));
    }
    return failures;
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
    TestReports found = executed.reports();
    VerificationRequest request = executed.request();
    boolean passed =
        executed.verification().passed() && !executed.verification().commands().isEmpty();
    if (!passed || request == null) {
      return unjudged(found, attempts, List.of());
    }
    if (!isUnchanged(after)) {
      return unjudged(
          found,
          attempts,
          List.of(new TestFailure.ReplayImpossible("files changed while the commands ran")));
    }
    TestReports reports = afresh(found, request);
    List<TestFailure> failures = new ArrayList<>();
    rules.ifPresent(it -> failures.addAll(ReportFailures.of(it, reports, executed.verification())));
    failures.addAll(flaky(attempts));
    Optional<KnownTests> known = rules.isPresent() ? known(reports) : Optional.empty();
    CheckedTrees checked =
        rules.isPresent() && canRunTrees()
            ? trees.check(
                request,
                executed(reports.cases()),
                known.map(KnownTests::executed),
                leftovers,
                test -> agreements.find(test).isPresent())
            : CheckedTrees.NONE;
    failures.addAll(checked.failures());
    TestEvidence.Builder own =
        TestEvidence.builder(reports.files(), reports.cases())
            .earlierFailures(run.history().failures(run.loopId(), before.treeId()))
            .attempts(attempts.attempts(), attempts.tests());
    addLines(own, failures);
    TestEvidence evidence = evidence(reports, own, known, checked, failures);
    int evaluation = failures.isEmpty() ? hidden(reports, checked, request, failures) : 0;
    return new TestVerdict(
        rules.isPresent() ? evidence : null,
        failures,
        checked,
        evaluation,
        trees.files(),
        rules.isPresent() ? TestWarnings.of(evidence, failures, attempts, edits) : List.of());
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

  /** Returns how often the loop has its commands run. */
  int attempts() {
    return rules.map(TestRules::attempts).orElse(1);
  }

  /** To be called before the commands are run again: the reports of the last time are old. */
  void again() {
    age = rules.isPresent() ? ageNow() : null;
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

  private static Set<TestId> executed(List<TestCase> cases) {
    Set<TestId> executed = new TreeSet<>();
    cases.stream()
        .filter(test -> test.outcome().executed())
        .forEach(test -> executed.add(test.id()));
    return executed;
  }

  /** Finds what the ledger at the base, or at the trusted revision, says of the base's tests. */
  private Optional<RecordedTests> recorded() {
    return Stream.of(run.base().expectations(), run.base())
        .flatMap(base -> ledger(base).stream())
        .flatMap(
            ledger ->
                RecordedTests.find(
                    ledger, run.loopId(), run.spec().loop().digest(), baseTree().hex())
                    .stream())
        .findFirst();
  }

  /** Returns the tree that was judged where the base was: without what loopgen itself wrote. */
  private GitId baseTree() {
    if (baseTree == null) {
      baseTree = ChangedTree.hashed(run.base().tree()).id();
    }
    return baseTree;
  }

  private Optional<byte[]> ledger(Base base) {
    try {
      return base.read(run.workTree().inProject(CommittedLedger.FILE));
    } catch (RepositoryException tooLargeOrDamaged) {
      return Optional.empty();
    }
  }

  /**
   * Finds the tests of the base without running them: a tree that is the base's has its tests, and
   * so has one with the same digests.
   */
  private Optional<KnownTests> known(TestReports reports) {
    if (before.treeId().equals(baseTree())) {
      return Optional.of(
          new KnownTests(BaseTests.Source.RUN, "the tree is the base's", reports.cases()));
    }
    TestEvidence own = TestEvidence.builder(reports.files(), reports.cases()).build();
    return recorded()
        .flatMap(
            recorded ->
                (recorded.areThoseOf(own)
                        ? Optional.of(reports.cases())
                        : recorded.read(parts.project()))
                    .map(
                        cases ->
                            new KnownTests(
                                BaseTests.Source.LEDGER, "entry " + recorded.entry(), cases)));
  }

  /** The tests of the base and where they are known from. */
  private record KnownTests(BaseTests.Source source, String detail, List<TestCase> cases) {

    Set<TestId> executed() {
      return TestJudge.executed(cases);
    }
  }

  /** Compares the tests with the base's, and says so in the evidence. */
  private TestEvidence evidence(
      TestReports reports,
      TestEvidence.Builder evidence,
      Optional<KnownTests> known,
      CheckedTrees checked,
      List<TestFailure> failures) {
    checked.replay().ifPresent(evidence::replay);
    checked.canary().ifPresent(evidence::canary);
    checked.red().ifPresent(evidence::red);
    Optional<KnownTests> base =
        known.or(
            () ->
                checked
                    .base()
                    .filter(it -> !it.tests().cases().isEmpty())
                    .map(it -> new KnownTests(BaseTests.Source.RUN, "", it.tests().cases())));
    if (base.isEmpty()) {
      boolean none = run.base().rule() == Base.Rule.NO_COMMIT;
      String why =
          none
              ? "there is no commit"
              : checked.base().isPresent() ? "the commands reported no test over the base" : "";
      return evidence.base(new BaseTests(BaseTests.Source.UNKNOWN, why)).build();
    }
    LostTests lost = LostTests.between(base.get().cases(), reports.cases());
    evidence
        .base(new BaseTests(base.get().source(), base.get().detail()))
        .lost(lost.lost())
        .newlySkipped(lost.newlySkipped());
    Set<AcknowledgedTest> agreed = new LinkedHashSet<>();
    checked
        .replay()
        .ifPresent(
            replay ->
                Stream.of(replay.failed(), replay.lost(), replay.deleted())
                    .flatMap(List::stream)
                    .forEach(test -> agreements.find(test).ifPresent(agreed::add)));
    List<TestId> skipped = unagreed(lost.newlySkipped(), agreed);
    if (!skipped.isEmpty()) {
      failures.add(new TestFailure.TestsNewlySkipped(skipped));
    }
    if (!areReplaced(base.get(), reports, checked)) {
      List<TestId> gone = unagreed(lost.lost(), agreed);
      if (!gone.isEmpty()) {
        failures.add(new TestFailure.TestsLost(gone));
      }
    }
    return evidence.acknowledged(agreed).build();
  }

  /**
   * Tells whether no less is tested than at the base, although identities differ: the base's tests
   * pass over the change, and as many are executed. A test that was renamed is then none that was
   * lost.
   */
  private static boolean areReplaced(KnownTests base, TestReports reports, CheckedTrees checked) {
    boolean replayed =
        checked
            .replay()
            .filter(
                replay ->
                    replay.outcome() == ReplayCheck.Outcome.PASSED
                        || replay.outcome() == ReplayCheck.Outcome.NOT_NEEDED)
            .isPresent();
    return replayed && executed(reports.cases()).size() >= base.executed().size();
  }

  private List<TestId> unagreed(List<TestId> tests, Set<AcknowledgedTest> agreed) {
    List<TestId> rest = new ArrayList<>();
    for (TestId test : tests) {
      agreements.find(test).ifPresentOrElse(agreed::add, () -> rest.add(test));
    }
    return rest;
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
            executed(reports.cases()),
            (tree, added) -> trees.runWithoutNetwork(request, tree, added));
    if (!passes) {
      failures.add(new TestFailure.HiddenTestsFail());
    }
    return 1 + run.history().hiddenEvaluations(run.spec().loop().id(), run.base().treeId());
  }
}
