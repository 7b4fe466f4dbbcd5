package dev.loopgen.testkit.assertion;

import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about what a run shows about tests. */
public final class TestEvidenceAssert extends AbstractAssert<TestEvidenceAssert, TestEvidence> {

  TestEvidenceAssert(@Nullable TestEvidence actual) {
    super(actual, TestEvidenceAssert.class);
  }

  /**
   * Asserts that at least this many tests were executed.
   *
   * @param count how many
   * @return this
   */
  public TestEvidenceAssert hasExecutedAtLeast(int count) {
    isNotNull();
    if (actual.counts().executed() < count) {
      failWithMessage(
          "%s",
          Explanation.of("Expected at least " + count + " executed tests, but:")
              .showing(actual.counts().describe())
              .showing(
                  actual.reports().stream()
                      .map(report -> report.path() + ": " + report.counts().describe())
                      .toList(),
                  "no report counts")
              .todo(
                  "check that the commands run all tests and write the reports that the spec names."));
    }
    return this;
  }

  /**
   * Asserts that tests were executed and none of them failed.
   *
   * @return this
   */
  public TestEvidenceAssert hasNoFailedTests() {
    hasExecutedAtLeast(1);
    return none(
        "failed test",
        actual.failed().stream().map(TestCase::id).toList(),
        "repair what these tests check.");
  }

  /**
   * Asserts that the tests of the base are known and all of them are still executed.
   *
   * @return this
   */
  public TestEvidenceAssert hasLostNoTests() {
    isNotNull();
    if (actual.base().source() == BaseTests.Source.UNKNOWN) {
      failWithMessage(
          "%s",
          Explanation.of("Expected no lost test, but the tests of the base are not known:")
              .showing(
                  actual.base().detail().isEmpty()
                      ? "no entry at the base has them"
                      : actual.base().detail())
              .todo("record a run at the base first."));
    }
    none("lost test", actual.lost(), "restore these tests, or have their removal reviewed.");
    return none("newly skipped test", actual.newlySkipped(), "enable these tests again.");
  }

  /**
   * Asserts that no test ended differently in two tries of the same tree.
   *
   * @return this
   */
  public TestEvidenceAssert hasNoFlakyTests() {
    isNotNull();
    return none(
        "flaky test", actual.flaky(), "find out what these tests depend on besides the tree.");
  }

  private TestEvidenceAssert none(String what, List<TestId> found, String remedy) {
    if (!found.isEmpty()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected no " + what + ", but there are " + found.size() + ":")
              .showing(found.stream().map(TestId::text).toList(), "none")
              .todo(remedy));
    }
    return this;
  }
}
