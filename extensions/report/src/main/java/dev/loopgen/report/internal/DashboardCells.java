package dev.loopgen.report.internal;

import dev.loopgen.api.governance.RunTally;
import dev.loopgen.report.internal.Dashboard.Cell;
import dev.loopgen.report.internal.Dashboard.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Creates the columns and cells of the page's tables, with their sort keys. */
final class DashboardCells {

  private DashboardCells() {}

  static Column text(String name) {
    return new Column(name, false, "none");
  }

  static Column number(String name) {
    return new Column(name, true, "none");
  }

  static Cell name(String text, String note) {
    return new Cell(text, text, "name", false, false, false, "0", note);
  }

  static Cell code(String text) {
    return new Cell(text, text, "code", true, false, false, "0", "");
  }

  static Cell badge(String text, String tone) {
    return new Cell(text, text, tone, false, true, false, "0", "");
  }

  static Cell count(long number) {
    return new Cell(
        HumanFormat.number(number),
        Long.toString(number),
        number == 0 ? "zero" : "number",
        false,
        false,
        false,
        "0",
        "");
  }

  static Cell plain(String text, long value) {
    return new Cell(text, Long.toString(value), "number", false, false, false, "0", "");
  }

  static Cell percent(OptionalDouble share) {
    boolean none = share.isEmpty() || share.getAsDouble() == 0;
    return new Cell(
        HumanFormat.percent(share),
        value(share),
        none ? "zero" : "number",
        false,
        false,
        false,
        "0",
        "");
  }

  static Cell rate(OptionalDouble share) {
    boolean low = share.isPresent() && share.getAsDouble() < 0.7;
    return bar(share, low ? "bad" : "good");
  }

  static Cell bar(OptionalDouble share, String tone) {
    String width = String.format(Locale.ROOT, "%.1f", share.orElse(0) * 100);
    return new Cell(
        HumanFormat.percent(share), value(share), tone, false, false, share.isPresent(), width, "");
  }

  private static String value(OptionalDouble share) {
    return String.format(Locale.ROOT, "%.6f", share.orElse(-1));
  }

  static Cell atMost(RunTally tally, int percent) {
    Optional<Duration> bound = tally.durations().atMost(percent);
    return plain(
        bound.map(HumanFormat::duration).orElse("–"), bound.map(Duration::toMillis).orElse(-1L));
  }

  static Cell instant(@Nullable Instant instant) {
    return instant == null
        ? plain("–", Long.MIN_VALUE)
        : plain(HumanFormat.minute(instant), instant.getEpochSecond());
  }
}
