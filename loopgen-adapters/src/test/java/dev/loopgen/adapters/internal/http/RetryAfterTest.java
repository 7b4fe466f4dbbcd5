package dev.loopgen.adapters.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static HttpHeaders header(String value) {
    return HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, text) -> true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        "Thu, 01 Jan 2026 00:00:30 GMT | PT30S",
        "Wed, 31 Dec 2025 00:00:00 GMT | PT0S"
      })
  void of_secondsOrDate_isTheWait(String value, Duration wait) {
    assertThat(RetryAfter.of(header(value), NOW)).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "soon", "1.5", "99999999999999999999"})
  void of_anythingElse_isNone(String value) {
    assertThat(RetryAfter.of(header(value), NOW)).isNull();
  }

  @Test
  void of_noHeader_isNone() {
    assertThat(RetryAfter.of(HttpHeaders.of(Map.of(), (name, text) -> true), NOW)).isNull();
  }
}
