package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tests.TestProblem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one report has.
 *
 * @param cases its tests in order
 * @param failedLoads what its runner could not load, or set up as a whole
 * @param newest the newest time that it states for itself, or null if it states none
 * @param contradiction how its totals contradict its cases, or null if they do not
 * @param writer who seems to have written it
 */
record ParsedReport(
    List<Case> cases,
    List<Case> failedLoads,
    @Nullable StatedTime newest,
    @Nullable String contradiction,
    ReportWriter writer) {

  ParsedReport {
    cases = List.copyOf(cases);
    failedLoads = List.copyOf(failedLoads);
  }

  /** A test that has no number yet. */
  record Case(
      String file,
      List<String> suites,
      String name,
      TestOutcome outcome,
      boolean flaky,
      Duration duration,
      List<TestProblem> problems) {

    Case {
      suites = List.copyOf(suites);
      problems = List.copyOf(problems);
    }

    Case withProblem(Case other) {
      List<TestProblem> both = Stream.concat(problems.stream(), other.problems.stream()).toList();
      return new Case(file, suites, name, TestOutcome.FAILED, flaky, duration, both);
    }

    boolean isNamedAs(Case other) {
      return file.equals(other.file) && suites.equals(other.suites) && name.equals(other.name);
    }
  }
}
