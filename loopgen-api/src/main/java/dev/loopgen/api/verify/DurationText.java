package dev.loopgen.api.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Formats durations for people. */
final class DurationText {

  private DurationText() {}

  /** Returns for example {@code 1 minute 30 seconds}; drops fractions of a millisecond. */
  static String of(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDays(), "day");
    add(parts, duration.toHoursPart(), "hour");
    add(parts, duration.toMinutesPart(), "minute");
    add(parts, duration.toSecondsPart(), "second");
    add(parts, duration.toMillisPart(), "millisecond");
    return parts.isEmpty() ? "less than a millisecond" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
  }
}
