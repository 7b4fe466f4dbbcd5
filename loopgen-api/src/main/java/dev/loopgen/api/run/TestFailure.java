package dev.loopgen.api.run;

import dev.loopgen.api.internal.text.FirstNames;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.TestId;
import java.util.List;
import java.util.Objects;

/** One reason in the tests of a change why a run did not pass; see docs/tests.md. */
public sealed interface TestFailure extends Failure {

  /** How many tests a sentence names. The lists beside it are complete. */
  int MAX_NAMED = 5;

  /**
   * Returns the tests that are the reason.
   *
   * @return the tests; empty if no single one is
   */
  default List<TestId> tests() {
    return List.of();
  }

  /**
   * No test was executed: no report that counts has one.
   *
   * @param patterns the patterns of the reports
   */
  record NoTestsRan(List<String> patterns) implements TestFailure {

    /** Copies the list. */
    public NoTestsRan {
      patterns = List.copyOf(patterns);
    }

    @Override
    public String id() {
      return "no-tests-ran";
    }

    @Override
    public String describe() {
      return "No test was executed: the commands wrote no report with an executed test to "
          + String.join(", ", patterns)
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Have the runner write JUnit XML there, and run at least one test.";
    }
  }

  /**
   * Fewer tests were executed than the loop demands.
   *
   * @param executed how many tests were executed
   * @param minimum the least number
   */
  record TooFewTests(int executed, int minimum) implements TestFailure {

    @Override
    public String id() {
      return "too-few-tests";
    }

    @Override
    public String describe() {
      return "The commands executed "
          + Plural.of(executed, "test")
          + ", and the loop requires at least "
          + minimum
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Run the missing tests.";
    }
  }

  /**
   * A report is not of this run.
   *
   * @param path the report
   * @param reason why, as a clause for people
   */
  record StaleReport(String path, String reason) implements TestFailure {

    public StaleReport {
      Objects.requireNonNull(path);
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "stale-report";
    }

    @Override
    public String describe() {
      return "The report " + path + " is not of this run: " + reason + ". " + remedy();
    }

    @Override
    public String remedy() {
      return "Have the commands run the tests and rewrite the report, without results from a cache.";
    }
  }

  /**
   * A report cannot be read.
   *
   * @param path the report
   * @param reason why, as a clause for people
   */
  record ReportUnreadable(String path, String reason) implements TestFailure {

    public ReportUnreadable {
      Objects.requireNonNull(path);
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "report-unreadable";
    }

    @Override
    public String describe() {
      return "The report " + path + " cannot be read: " + reason + ". " + remedy();
    }

    @Override
    public String remedy() {
      return "Have the runner write JUnit XML.";
    }
  }

  /**
   * A report contradicts itself or what the runner printed.
   *
   * @param path the report, or the command
   * @param detail what contradicts what, as a clause for people
   */
  record ReportDisagrees(String path, String detail) implements TestFailure {

    public ReportDisagrees {
      Objects.requireNonNull(path);
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "report-disagrees";
    }

    @Override
    public String describe() {
      return "The report "
          + path
          + " contradicts itself or its runner: "
          + detail
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Find out what wrote the report, and have only the runner write it.";
    }
  }

  /**
   * Tests failed although every command passed.
   *
   * @param tests the tests
   */
  record TestsFailed(List<TestId> tests) implements TestFailure {

    /** Copies the list. */
    public TestsFailed {
      tests = List.copyOf(tests);
    }

    @Override
    public String id() {
      return "tests-failed";
    }

    @Override
    public String describe() {
      return "Every command passed, but tests failed according to the reports ("
          + tests.size()
          + "): "
          + named(tests)
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Repair the code, and have the command exit with an error when a test fails.";
    }
  }

  /**
   * Tests that are executed at the base are in no report now.
   *
   * @param tests the tests
   */
  record TestsLost(List<TestId> tests) implements TestFailure {

    /** Copies the list. */
    public TestsLost {
      tests = List.copyOf(tests);
    }

    @Override
    public String id() {
      return "tests-lost";
    }

    @Override
    public String describe() {
      return "Tests that run at the base are no longer reported ("
          + tests.size()
          + "): "
          + named(tests)
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Restore them, or have their removal reviewed and acknowledged at the base.";
    }
  }

  /**
   * Tests that are executed at the base are skipped now.
   *
   * @param tests the tests
   */
  record TestsNewlySkipped(List<TestId> tests) implements TestFailure {

    /** Copies the list. */
    public TestsNewlySkipped {
      tests = List.copyOf(tests);
    }

    @Override
    public String id() {
      return "tests-newly-skipped";
    }

    @Override
    public String describe() {
      return "Tests that run at the base are skipped now ("
          + tests.size()
          + "): "
          + named(tests)
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Run them, or have the skip reviewed and acknowledged at the base.";
    }
  }

  /**
   * The base's versions of the test files do not pass over the change's code.
   *
   * @param tests the tests that fail; empty if only the exit code of a command says so
   * @param detail how the commands ended, as a clause for people
   */
  record BaseTestsFail(List<TestId> tests, String detail) implements TestFailure {

    /** Copies the list. */
    public BaseTestsFail {
      tests = List.copyOf(tests);
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "base-tests-fail";
    }

    @Override
    public String describe() {
      return "The tests of the base do not pass over the code of the change ("
          + detail
          + ")"
          + (tests.isEmpty() ? "" : ": " + named(tests))
          + ", so the run is green only because the change edits tests. "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Repair the code, or have the edit of the tests reviewed and acknowledged at the base.";
    }
  }

  /**
   * The base's tests cannot be compiled or loaded with the change's code, which decides nothing.
   *
   * @param detail what is in the way, as a clause for people
   */
  record ReplayImpossible(String detail) implements TestFailure {

    public ReplayImpossible {
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "replay-impossible";
    }

    @Override
    public String describe() {
      return "The tests of the base cannot be run over the code of the change: "
          + detail
          + ", so nothing shows whether they would pass. "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Have the edit of the tests reviewed and acknowledged at the base.";
    }
  }

  /**
   * New or edited tests do not fail on the base's code.
   *
   * @param tests the tests; empty if no single one can be told
   * @param detail what they do there, as a clause for people
   */
  record NewTestsPassOnBase(List<TestId> tests, String detail) implements TestFailure {

    /** Copies the list. */
    public NewTestsPassOnBase {
      tests = List.copyOf(tests);
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "new-tests-pass-on-base";
    }

    @Override
    public String describe() {
      return "Tests of the change must fail on the code of the base"
          + (tests.isEmpty() ? "" : " (" + named(tests) + ")")
          + ": "
          + detail
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Write tests that fail without the change.";
    }
  }

  /**
   * Tests, or the commands, ended differently when they were run again.
   *
   * @param tests the tests; empty if only the commands differ
   * @param detail what differs, as a clause for people
   */
  record Flaky(List<TestId> tests, String detail) implements TestFailure {

    /** Copies the list. */
    public Flaky {
      tests = List.copyOf(tests);
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "flaky";
    }

    @Override
    public String describe() {
      return (tests.isEmpty() ? "Commands" : "Tests (" + named(tests) + ")")
          + " did not end the same each time: "
          + detail
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Make them end the same way every time.";
    }
  }

  /** Checks that the author of the change does not know did not pass. */
  record HiddenTestsFail() implements TestFailure {

    @Override
    public String id() {
      return "hidden-tests-fail";
    }

    @Override
    public String describe() {
      return "Checks that the author of the change does not know did not pass. " + remedy();
    }

    @Override
    public String remedy() {
      return "Solve the task in general, not only for the visible tests.";
    }
  }

  /**
   * A test that must fail did not: the change controls what its runner reports.
   *
   * @param command the command
   * @param detail what happened instead, as a clause for people
   */
  record RunnerSubverted(String command, String detail) implements TestFailure {

    public RunnerSubverted {
      Objects.requireNonNull(command);
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "runner-subverted";
    }

    @Override
    public String describe() {
      return "A test that must fail was added, and `"
          + command
          + "` did not report it: "
          + detail
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Remove what changes the verdict of the test runner, in the code or its configuration.";
    }
  }

  /**
   * Too few of the changed lines are covered.
   *
   * @param lines the figure
   */
  record CoverageTooLow(LineFigure lines) implements TestFailure {

    public CoverageTooLow {
      Objects.requireNonNull(lines);
    }

    @Override
    public String id() {
      return "coverage-too-low";
    }

    @Override
    public String describe() {
      return "Of the changed lines, "
          + lines.met()
          + " of "
          + lines.all()
          + " are covered, "
          + lines.percent()
          + " percent, and the loop requires "
          + lines.demanded()
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Test the other changed lines.";
    }
  }

  /**
   * Too many mutants of the changed lines survive the tests.
   *
   * @param mutants the figure
   */
  record MutantsSurvive(LineFigure mutants) implements TestFailure {

    public MutantsSurvive {
      Objects.requireNonNull(mutants);
    }

    @Override
    public String id() {
      return "mutants-survive";
    }

    @Override
    public String describe() {
      return "Of the mutants of the changed lines, "
          + mutants.met()
          + " of "
          + mutants.all()
          + " are killed, "
          + mutants.percent()
          + " percent, and the loop requires "
          + mutants.demanded()
          + ". "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Write tests that fail for the surviving mutants.";
    }
  }

  /** Names the first few of some tests. */
  private static String named(List<TestId> tests) {
    return FirstNames.of(tests.stream().map(TestId::text).toList(), MAX_NAMED);
  }
}
