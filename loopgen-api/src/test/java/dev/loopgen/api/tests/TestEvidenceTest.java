package dev.loopgen.api.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestEvidenceTest {

  private static final TestId A = new TestId("t.js", List.of("s"), "a", 1);
  private static final TestId B = new TestId("t.js", List.of("s"), "b", 1);

  @Test
  void digests_ofTheSameSet_areEqualInAnyOrder() {
    TestEvidence one = evidence(test(A, TestOutcome.PASSED), test(B, TestOutcome.SKIPPED));
    TestEvidence other = evidence(test(B, TestOutcome.SKIPPED), test(A, TestOutcome.FAILED));

    assertThat(one.identities()).isEqualTo(other.identities());
    assertThat(one.skips()).isEqualTo(other.skips());
  }

  @Test
  void digests_ofOtherSets_differ() {
    TestEvidence one = evidence(test(A, TestOutcome.PASSED), test(B, TestOutcome.PASSED));

    assertThat(one.identities()).isNotEqualTo(evidence(test(A, TestOutcome.PASSED)).identities());
    assertThat(one.skips())
        .isNotEqualTo(evidence(test(A, TestOutcome.PASSED), test(B, TestOutcome.SKIPPED)).skips());
    assertThat(TestEvidence.digest(List.of(new TestId("a", List.of("b"), "c", 1))))
        .isNotEqualTo(TestEvidence.digest(List.of(new TestId("", List.of("a", "b"), "c", 1))));
  }

  @Test
  void counts_areThoseOfTheCases() {
    TestEvidence evidence =
        evidence(
            test(A, TestOutcome.PASSED),
            test(B, TestOutcome.SKIPPED),
            test(new TestId("", List.of(), "c", 1), TestOutcome.FAILED));

    assertThat(evidence.counts()).isEqualTo(new TestCounts(1, 1, 1));
    assertThat(evidence.counts().executed()).isEqualTo(2);
    assertThat(evidence.counts().describe()).isEqualTo("2 executed, 1 failed, 1 skipped");
    assertThat(evidence.failed())
        .extracting(TestCase::id)
        .extracting(TestId::name)
        .containsExactly("c");
  }

  @Test
  void text_ofHostileName_isOnePrintableLine() {
    TestId id = new TestId("t.js", List.of("s"), "a\n\u001b[31m\u202eb", 2);

    assertThat(id.text()).isEqualTo("t.js > s > a\\u000a\\u001b[31m\\u202eb #2");
  }

  @Test
  void figure_withNothingToCount_isMet() {
    assertThat(new LineFigure(0, 0, 80).isMet()).isTrue();
    assertThat(new LineFigure(79, 100, 80).isMet()).isFalse();
    assertThat(new LineFigure(4, 5, 80).isMet()).isTrue();
  }

  private static TestEvidence evidence(TestCase... cases) {
    return TestEvidence.builder(List.of(), List.of(cases)).build();
  }

  private static TestCase test(TestId id, TestOutcome outcome) {
    return new TestCase(id, outcome, false, Duration.ZERO, List.of());
  }
}
