package dev.loopgen.report.internal;

import dev.loopgen.api.governance.Durations;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Formats numbers, times and sizes for people, the same in every locale. */
final class HumanFormat {

  /** The format of JavaScript's {@code toISOString}, which npm loopgen uses. */
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};

  private HumanFormat() {}

  static String iso(Instant instant) {
    return ISO.format(instant);
  }

  static String isoOrDash(@Nullable Instant instant) {
    return instant == null ? "–" : iso(instant);
  }

  static String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  static String day(Instant instant) {
    return DAY.format(instant);
  }

  /** Groups digits by thousands. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Rounds a share down to a tenth of a percent, so that only all is 100% and only none is 0%. */
  static String percent(OptionalDouble share) {
    if (share.isEmpty()) {
      return "–";
    }
    double tenths = Math.floor(share.getAsDouble() * 1000 + 1e-9);
    if (tenths == 0 && share.getAsDouble() > 0) {
      return "<0.1%";
    }
    return tenths % 10 == 0
        ? String.format(Locale.ROOT, "%.0f%%", tenths / 10)
        : String.format(Locale.ROOT, "%.1f%%", tenths / 10);
  }

  /** Rounds the parts of a whole so that they add up to 100%. */
  static List<String> percents(List<Long> counts) {
    long total = counts.stream().mapToLong(Long::longValue).sum();
    long[] tenths = counts.stream().mapToLong(count -> count * 1000 / total).toArray();
    long left = 1000 - LongStream.of(tenths).sum();
    List<Integer> byRest =
        IntStream.range(0, tenths.length)
            .boxed()
            .filter(i -> tenths[i] > 0 && tenths[i] < 999)
            .sorted(Comparator.comparingLong((Integer i) -> -(counts.get(i) * 1000 % total)))
            .limit(left)
            .toList();
    byRest.forEach(i -> tenths[i]++);
    return IntStream.range(0, tenths.length)
        .mapToObj(
            i ->
                tenths[i] == 0
                    ? percent(OptionalDouble.of((double) counts.get(i) / total))
                    : percent(OptionalDouble.of(tenths[i] / 1000.0)))
        .toList();
  }

  static String counted(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Describes how long runs took, by upper bounds. */
  static String durations(Durations durations) {
    return durations
        .atMost(50)
        .map(half -> "half of the runs within " + duration(half) + ", 95% within ")
        .flatMap(start -> durations.atMost(95).map(most -> start + duration(most)))
        .orElse("no runs");
  }

  /** Describes why runs name a test. */
  static String concerns(CaseTally test) {
    List<String> all = new ArrayList<>();
    add(all, test.failed(), "failed");
    add(all, test.flaky(), "flaky");
    add(all, test.lost(), "lost");
    add(all, test.newlySkipped(), "newly skipped");
    return String.join(", ", all);
  }

  private static void add(List<String> all, long count, String what) {
    if (count > 0) {
      all.add(number(count) + " " + what);
    }
  }

  static String size(long bytes) {
    double left = bytes;
    int unit = 0;
    while (left >= 1000 && unit < SIZES.length - 1) {
      left /= 1000;
      unit++;
    }
    boolean whole = unit == 0 || left >= 100;
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", left, SIZES[unit]);
  }

  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return trimmed(millis / 1000.0) + " s";
    }
    long seconds = millis / 1000;
    return seconds < 3600
        ? two(seconds / 60, "min", seconds % 60, "s")
        : two(seconds / 3600, "h", seconds % 3600 / 60, "min");
  }

  private static String trimmed(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return number(large) + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
