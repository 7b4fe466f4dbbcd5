package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.core.internal.export.Export;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.tests.lines.EditedLines;
import dev.loopgen.core.internal.tests.report.LineReportFiles;
import dev.loopgen.core.internal.tests.report.ReportAge;
import dev.loopgen.core.internal.tests.report.ReportNames;
import dev.loopgen.core.internal.tests.report.TestReports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads what the commands of a run report about tests, coverage and mutants of the change itself,
 * as far as it is new in this run.
 */
final class OwnReports implements CommandStep.Reporting {

  private final RunPipeline.Parts parts;
  private final PreparedRun run;
  private final TreeSnapshot before;
  private final TestRules rules;
  private final TestTrees trees;
  private final Predicate<Sha256> ofAnotherTree;
  private ReportAge age;
  private final boolean readsLines;
  private LineReportFiles coverage = LineReportFiles.NONE;
  private LineReportFiles mutation = LineReportFiles.NONE;

  /**
   * To be created before the commands run.
   *
   * @param before the tree that they run on
   */
  OwnReports(
      RunPipeline.Parts parts,
      PreparedRun run,
      TreeSnapshot before,
      TestRules rules,
      TestTrees trees) {
    this(parts, run, before, rules, trees, true);
  }

  private OwnReports(
      RunPipeline.Parts parts,
      PreparedRun run,
      TreeSnapshot before,
      TestRules rules,
      TestTrees trees,
      boolean readsLines) {
    this.readsLines = readsLines;
    this.parts = parts;
    this.run = run;
    this.before = before;
    this.rules = rules;
    this.trees = trees;
    this.ofAnotherTree = digest -> run.history().isReportOfAnotherTree(digest, before.treeId());
    this.age = ageNow();
  }

  /** Reads what is reported about tests alone. The parameters are those of the constructor. */
  static OwnReports ofTests(
      RunPipeline.Parts parts, PreparedRun run, TreeSnapshot before, TestRules rules) {
    return new OwnReports(
        parts, run, before, rules, new TestTrees(parts, run, rules, before), false);
  }

  private ReportAge ageNow() {
    try {
      return ReportAge.before(
          run.startedAt(),
          run.workTree().root(),
          readsLines ? trees.allReportPatterns() : trees.reportPatterns(),
          before.entries()::containsKey,
          ofAnotherTree);
    } catch (IOException e) {
      throw new RepositoryException(
          "The reports of earlier runs cannot be read: " + FileReason.of(e) + ".", e);
    }
  }

  /** To be called before the commands are run again: the reports of the last time are old. */
  void again() {
    age = ageNow();
  }

  @Override
  public TestReports inWorkTree(Redactor redactor) {
    return read(run.workTree().root(), age, redactor);
  }

  @Override
  public TestReports in(Path written, Export export, Redactor redactor) {
    return read(
        written,
        ReportAge.inEmptyPlace(run.startedAt(), export.files().files()::containsKey, ofAnotherTree),
        redactor);
  }

  private TestReports read(Path root, ReportAge of, Redactor redactor) {
    ReportNames names = ReportNames.of(List.of(run.project().real(), parts.project()), redactor);
    if (readsLines) {
      coverage = lines(root, rules.coverage(), LineReportFiles.Format.LCOV, of, names);
      mutation = lines(root, rules.mutation(), LineReportFiles.Format.PIT, of, names);
    }
    return TestReports.read(root, trees.reportPatterns(), of, names);
  }

  private LineReportFiles lines(
      Path root,
      Optional<TestRules.LineRule> demanded,
      LineReportFiles.Format format,
      ReportAge of,
      ReportNames names) {
    return demanded
        .map(
            rule ->
                LineReportFiles.read(
                    root, PathPatterns.of(rule.reports(), run.workTree()), format, of, names))
        .orElse(LineReportFiles.NONE);
  }

  /**
   * Adds how the edited lines fared to the evidence.
   *
   * @return why that is not enough; empty if it is
   */
  List<TestFailure> addLines(TestEvidence.Builder evidence) {
    List<TestFailure> failures = new ArrayList<>();
    if (rules.coverage().isEmpty() && rules.mutation().isEmpty()) {
      return failures;
    }
    EditedLines edited = trees.editedLines();
    rules
        .coverage()
        .ifPresent(
            rule -> {
              LineFigure figure = coverage.lines().coverage(edited, rule.changedLines());
              evidence.coverage(figure);
              failures.addAll(missed(coverage, figure, TestFailure.CoverageTooLow::new));
            });
    rules
        .mutation()
        .ifPresent(
            rule -> {
              LineFigure figure = mutation.lines().mutation(edited, rule.changedLines());
              evidence.mutation(figure);
              failures.addAll(missed(mutation, figure, TestFailure.MutantsSurvive::new));
            });
    return failures;
  }

  private static List<TestFailure> missed(
      LineReportFiles reports, LineFigure figure, Function<LineFigure, TestFailure> failure) {
    List<TestFailure> failures = new ArrayList<>(reports.problems());
    if (!figure.isMet()) {
      failures.add(failure.apply(figure));
    }
    return failures;
  }
}
