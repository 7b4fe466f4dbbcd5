package dev.loopgen.adapters.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A moment that a request must not outlast. */
record Deadline(Clock clock, Instant end) {

  /** Longer waits than this are split, so that no arithmetic overflows. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Returns the time left, at most an hour; zero if the deadline has passed. */
  Duration left() {
    Instant now = clock.instant();
    if (!end.isAfter(now)) {
      return Duration.ZERO;
    }
    return end.isAfter(now.plus(LONGEST_WAIT)) ? LONGEST_WAIT : Duration.between(now, end);
  }

  boolean allows(Duration wait) {
    return left().compareTo(wait) > 0;
  }

  boolean passed() {
    return left().isZero();
  }
}
