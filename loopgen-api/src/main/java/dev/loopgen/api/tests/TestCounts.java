package dev.loopgen.api.tests;

import java.util.Collection;

/**
 * How many tests ended how, as counted.
 *
 * @param passed the tests that passed
 * @param failed the tests that failed
 * @param skipped the tests that were not executed
 */
public record TestCounts(int passed, int failed, int skipped) {

  /**
   * Counts tests.
   *
   * @param tests the tests
   * @return the counts
   */
  public static TestCounts of(Collection<TestCase> tests) {
    int passed = 0;
    int failed = 0;
    for (TestCase test : tests) {
      passed += test.outcome() == TestOutcome.PASSED ? 1 : 0;
      failed += test.outcome() == TestOutcome.FAILED ? 1 : 0;
    }
    return new TestCounts(passed, failed, tests.size() - passed - failed);
  }

  /**
   * Returns how many tests were executed.
   *
   * @return the tests that passed or failed
   */
  public int executed() {
    return passed + failed;
  }

  /**
   * Describes the counts.
   *
   * @return a phrase for people, for example {@code 12 executed, 1 failed, 2 skipped}
   */
  public String describe() {
    return executed()
        + " executed"
        + (failed == 0 ? "" : ", " + failed + " failed")
        + (skipped == 0 ? "" : ", " + skipped + " skipped");
  }
}
