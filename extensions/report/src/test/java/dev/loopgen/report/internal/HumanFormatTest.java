package dev.loopgen.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class HumanFormatTest {

  private static String percent(double share) {
    return HumanFormat.percent(OptionalDouble.of(share));
  }

  @Test
  void percent_isNeverRoundedToAllOrNone() {
    assertThat(percent(1)).isEqualTo("100%");
    assertThat(percent(0.99999)).isEqualTo("99.9%");
    assertThat(percent(0.00001)).isEqualTo("<0.1%");
    assertThat(percent(0)).isEqualTo("0%");
    assertThat(percent(0.75)).isEqualTo("75%");
    assertThat(percent(0.29)).isEqualTo("29%");
    assertThat(HumanFormat.percent(OptionalDouble.empty())).isEqualTo("–");
  }

  @Test
  void duration_hasTheUnitThatFits() {
    assertThat(HumanFormat.duration(Duration.ZERO)).isEqualTo("0 ms");
    assertThat(HumanFormat.duration(Duration.ofMillis(999))).isEqualTo("999 ms");
    assertThat(HumanFormat.duration(Duration.ofMillis(1500))).isEqualTo("1.5 s");
    assertThat(HumanFormat.duration(Duration.ofSeconds(60))).isEqualTo("1 min");
    assertThat(HumanFormat.duration(Duration.ofSeconds(90))).isEqualTo("1 min 30 s");
    assertThat(HumanFormat.duration(Duration.ofMinutes(90))).isEqualTo("1 h 30 min");
    assertThat(HumanFormat.duration(Duration.ofHours(2000))).isEqualTo("2,000 h");
  }

  @Test
  void size_hasTheUnitThatFits() {
    assertThat(HumanFormat.size(0)).isEqualTo("0 B");
    assertThat(HumanFormat.size(999)).isEqualTo("999 B");
    assertThat(HumanFormat.size(1500)).isEqualTo("1.5 kB");
    assertThat(HumanFormat.size(2_006_482_701L)).isEqualTo("2.0 GB");
    assertThat(HumanFormat.size(Long.MAX_VALUE)).endsWith(" TB");
  }

  @Test
  void instants_areUtcWithMilliseconds() {
    Instant instant = Instant.parse("2026-11-23T12:00:00Z");

    assertThat(HumanFormat.iso(instant)).isEqualTo("2026-11-23T12:00:00.000Z");
    assertThat(HumanFormat.minute(instant)).isEqualTo("2026-11-23 12:00");
    assertThat(HumanFormat.day(instant)).isEqualTo("2026-11-23");
  }

  @Test
  void percents_parts_addUpToTheWhole() {
    assertThat(HumanFormat.percents(List.of(1L, 1L, 1L)))
        .containsExactly("33.4%", "33.3%", "33.3%");
    assertThat(HumanFormat.percents(List.of(7L))).containsExactly("100%");
    assertThat(HumanFormat.percents(List.of(99_999L, 1L))).containsExactly("99.9%", "<0.1%");
    assertThat(HumanFormat.percents(List.of(2L, 1L))).containsExactly("66.7%", "33.3%");
  }
}
