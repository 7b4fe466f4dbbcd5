package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestCounts;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.verify.VerificationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Judges the reports of a run by what the loop demands. */
public final class ReportFailures {

  private ReportFailures() {}

  /**
   * Returns why a run's reports do not suffice. Where a command failed, that is the reason, and
   * missing tests are no further one.
   */
  public static List<TestFailure> of(
      TestRules rules, TestReports reports, VerificationResult verification) {
    if (rules.reports().isEmpty() || !verification.passed()) {
      return List.of();
    }
    List<TestFailure> failures = new ArrayList<>(reports.problems());
    RunnerSummary.contradiction(reports.counts(), verification.commands())
        .ifPresent(
            detail ->
                failures.add(
                    new TestFailure.ReportDisagrees(String.join(", ", names(rules)), detail)));
    TestCounts counts = TestCounts.of(reports.cases());
    if (rules.minimum() > 0 && counts.executed() == 0) {
      failures.add(new TestFailure.NoTestsRan(names(rules)));
    } else if (counts.executed() < rules.minimum()) {
      failures.add(new TestFailure.TooFewTests(counts.executed(), rules.minimum()));
    }
    List<TestId> failed = failed(reports);
    if (!failed.isEmpty()) {
      failures.add(new TestFailure.TestsFailed(failed));
    }
    return failures;
  }

  private static List<String> names(TestRules rules) {
    return rules.reports().stream().map(PathPattern::text).toList();
  }

  private static List<TestId> failed(TestReports reports) {
    return Stream.concat(
            reports.cases().stream()
                .filter(test -> test.outcome() == TestOutcome.FAILED)
                .map(TestCase::id),
            reports.failedLoads().stream().map(TestReports.FailedLoad::id))
        .toList();
  }
}
