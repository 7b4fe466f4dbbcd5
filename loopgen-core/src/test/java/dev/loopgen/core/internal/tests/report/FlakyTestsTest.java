package dev.loopgen.core.internal.tests.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.core.internal.tests.report.FlakyTests.Attempt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlakyTestsTest {

  @Test
  void equalAttempts_areNotFlaky() {
    Attempt attempt = new Attempt(true, List.of(test("a", TestOutcome.PASSED)));

    assertThat(FlakyTests.between(List.of(attempt, attempt)).isFlaky()).isFalse();
    assertThat(FlakyTests.between(List.of(attempt)).isFlaky()).isFalse();
  }

  @Test
  void otherOutcome_orAMissingTest_isFlaky() {
    Attempt first =
        new Attempt(true, List.of(test("a", TestOutcome.PASSED), test("b", TestOutcome.PASSED)));
    Attempt second = new Attempt(true, List.of(test("a", TestOutcome.SKIPPED)));

    assertThat(FlakyTests.between(List.of(first, second)).tests())
        .extracting(TestId::name)
        .containsExactly("a", "b");
  }

  @Test
  void othersWithTheSameOutcomesInTheirPlace_areNotFlaky() {
    Attempt first = attempt("at 12:00", TestOutcome.PASSED, "b", TestOutcome.PASSED);
    Attempt renamed = attempt("at 12:01", TestOutcome.PASSED, "b", TestOutcome.PASSED);
    Attempt skipped = attempt("at 12:01", TestOutcome.SKIPPED, "b", TestOutcome.PASSED);

    assertThat(FlakyTests.between(List.of(first, renamed, first)).isFlaky()).isFalse();
    assertThat(FlakyTests.between(List.of(first, skipped)).tests())
        .extracting(TestId::name)
        .containsExactly("at 12:00", "at 12:01");
  }

  private static Attempt attempt(String one, TestOutcome of, String two, TestOutcome ofTwo) {
    return new Attempt(true, List.of(test(one, of), test(two, ofTwo)));
  }

  @Test
  void commandsThatPassSometimes_areFlaky() {
    FlakyTests flaky =
        FlakyTests.between(
            List.of(
                new Attempt(true, List.of()),
                new Attempt(false, List.of()),
                new Attempt(true, List.of())));

    assertThat(flaky.isFlaky()).isTrue();
    assertThat(flaky.detail()).isEqualTo("the commands passed in 2 of 3 attempts");
  }

  @Test
  void lostTests_ofEqualNames_areCounted() {
    TestCase one = test("a", TestOutcome.PASSED);
    TestCase two =
        new TestCase(
            new TestId("", List.of(), "a", 2), TestOutcome.PASSED, false, Duration.ZERO, List.of());

    assertThat(LostTests.between(List.of(one, two), List.of(one)).lost())
        .extracting(TestId::text)
        .containsExactly("a #2");
    assertThat(
            LostTests.between(List.of(one), List.of(test("a", TestOutcome.SKIPPED))).newlySkipped())
        .extracting(TestId::text)
        .containsExactly("a");
    assertThat(LostTests.between(List.of(test("b", TestOutcome.SKIPPED)), List.of()).lost())
        .isEmpty();
  }

  private static TestCase test(String name, TestOutcome outcome) {
    return new TestCase(
        new TestId("", List.of(), name, 1), outcome, false, Duration.ZERO, List.of());
  }
}
