package dev.loopgen.core.internal.tests.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A time that a report states. Many runners leave the time zone out, and mean either UTC or the
 * machine's.
 *
 * @param latest the latest instant that it may mean
 */
record StatedTime(Instant latest) implements Comparable<StatedTime> {

  private static final int MAX_LENGTH = 40;

  /** Reads a time in the format of ISO 8601; empty if it is in another. */
  static Optional<StatedTime> parse(String text) {
    String time = text.strip().replace(' ', 'T');
    if (time.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(new StatedTime(OffsetDateTime.parse(time).toInstant()));
    } catch (DateTimeException withoutZone) {
      return parseLocal(time);
    }
  }

  private static Optional<StatedTime> parseLocal(String time) {
    try {
      LocalDateTime local = LocalDateTime.parse(time);
      Instant utc = local.toInstant(ZoneOffset.UTC);
      Instant here = local.atZone(ZoneId.systemDefault()).toInstant();
      return Optional.of(new StatedTime(here.isAfter(utc) ? here : utc));
    } catch (DateTimeException otherFormat) {
      return Optional.empty();
    }
  }

  /** Tells whether it is before an instant, to the second, which is all that many runners state. */
  boolean isBefore(Instant instant) {
    return latest.isBefore(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public int compareTo(StatedTime other) {
    return latest.compareTo(other.latest);
  }
}
