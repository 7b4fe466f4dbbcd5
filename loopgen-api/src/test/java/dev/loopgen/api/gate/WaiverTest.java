package dev.loopgen.api.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a waiver excuses. */
final class WaiverTest {

  private static final LocalDate DAY = LocalDate.of(2026, 12, 31);

  private static Finding finding(GateRule rule) {
    return new Finding(rule, "check", Finding.Outcome.BROKEN, "it", "showed", "remedy");
  }

  @Test
  void waiverOfTests_isForTheLoopAndExcusesNoFinding() {
    Waiver waiver = Waiver.ofTests(List.of("a > b"), "check", "ann", "why", DAY);

    assertThat(waiver.isForTestsOf("check")).isTrue();
    assertThat(waiver.isForTestsOf("lint")).isFalse();
    assertThat(waiver.covers(finding(GateRule.TESTS))).isFalse();
    assertThat(waiver.describe()).contains("tests of loop check (a > b) until 2026-12-31");
  }

  @Test
  void waiverOfTests_withoutANamedOne_isRefused() {
    assertThatThrownBy(() -> Waiver.ofTests(List.of(), null, "ann", "why", DAY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Waiver.ofTests(List.of(" "), null, "ann", "why", DAY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Waiver(GateRule.TESTS, null, "ann", "why", DAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may not be waived");
  }

  @Test
  void otherWaivers_nameNoTestAndExcuseTheirFinding() {
    Waiver waiver = new Waiver(GateRule.FRESHNESS, null, "ann", "why", DAY);

    assertThat(waiver.tests()).isEmpty();
    assertThat(waiver.isForTestsOf("check")).isFalse();
    assertThat(waiver.covers(finding(GateRule.FRESHNESS))).isTrue();
    assertThat(waiver.covers(finding(GateRule.TRUST))).isFalse();
  }

  @Test
  void waiversOfDifferentTests_differ() {
    assertThat(Waiver.ofTests(List.of("a"), null, "ann", "why", DAY))
        .isEqualTo(Waiver.ofTests(List.of("a"), null, "ann", "why", DAY))
        .isNotEqualTo(Waiver.ofTests(List.of("b"), null, "ann", "why", DAY));
  }
}
