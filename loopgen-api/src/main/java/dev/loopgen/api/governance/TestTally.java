package dev.loopgen.api.governance;

import java.util.OptionalDouble;

/**
 * The counts of the tests of a set of runs, as the entries state them from reports.
 *
 * @param runs the number of runs with evidence about tests; others are not counted here
 * @param executed the sum of the tests that they executed
 * @param fewest the fewest tests that one of them executed; 0 if there are no runs
 * @param most the most tests that one of them executed; 0 if there are no runs
 * @param failed the sum of the tests that failed
 * @param skipped the sum of the tests that were not executed
 * @param lost the sum of the base's tests that no longer ran
 * @param newlySkipped the sum of the base's tests that were skipped
 * @param flaky the sum of the tests whose attempts differed or that a runner repeated until they
 *     passed
 */
public record TestTally(
    long runs,
    long executed,
    long fewest,
    long most,
    long failed,
    long skipped,
    long lost,
    long newlySkipped,
    long flaky)
    implements GroupedFigures.Mergeable<TestTally> {

  /** No runs. */
  public static final TestTally NONE = new TestTally(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Returns how many tests a run executed on average.
   *
   * @return the mean; empty if there are no runs
   */
  public OptionalDouble meanExecuted() {
    return runs == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) executed / runs);
  }

  @Override
  public TestTally merge(TestTally other) {
    if (runs == 0 || other.runs == 0) {
      return runs == 0 ? other : this;
    }
    return new TestTally(
        runs + other.runs,
        executed + other.executed,
        Math.min(fewest, other.fewest),
        Math.max(most, other.most),
        failed + other.failed,
        skipped + other.skipped,
        lost + other.lost,
        newlySkipped + other.newlySkipped,
        flaky + other.flaky);
  }
}
