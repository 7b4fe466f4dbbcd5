package dev.loopgen.adapters.internal.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header in which a server says when to ask again (RFC 9110, section 10.2.3). */
final class RetryAfter {

  private RetryAfter() {}

  /** Returns the wait; null if there is no readable header. */
  static @Nullable Duration of(HttpHeaders headers, Instant now) {
    String value = headers.firstValue("Retry-After").map(String::strip).orElse("");
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
