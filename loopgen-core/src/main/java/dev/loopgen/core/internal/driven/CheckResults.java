package dev.loopgen.core.internal.driven;

import dev.loopgen.api.verify.VerificationResult;
import java.util.List;
import java.util.Objects;

/**
 * How the loop's commands ended, and which tests failed as their reports have it.
 *
 * @param verification how they ended
 * @param failedTests the tests that failed or could not be loaded; empty without reports
 */
public record CheckResults(VerificationResult verification, List<FailedTest> failedTests) {

  public CheckResults {
    Objects.requireNonNull(verification);
    failedTests = List.copyOf(failedTests);
  }

  /**
   * A test that failed.
   *
   * @param name its identity as one line
   * @param problem where and why, in the words of the report, without secrets; possibly empty
   */
  public record FailedTest(String name, String problem) {

    public FailedTest {
      Objects.requireNonNull(name);
      Objects.requireNonNull(problem);
    }
  }
}
