package dev.loopgen.api.tests;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A test in a report.
 *
 * @param id its identity
 * @param outcome how it ended
 * @param flaky whether the runner repeated it and the tries differ
 * @param duration how long it took; zero if the report does not say
 * @param problems why it failed, or failed at first; why it was skipped, if the report says
 */
public record TestCase(
    TestId id, TestOutcome outcome, boolean flaky, Duration duration, List<TestProblem> problems) {

  /** Copies the list. */
  public TestCase {
    Objects.requireNonNull(id);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(duration);
    problems = List.copyOf(problems);
  }
}
