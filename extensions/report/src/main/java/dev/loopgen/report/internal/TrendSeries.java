package dev.loopgen.report.internal;

import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.api.json.Json;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Counts runs by day, week or month, so that a chart has a readable number of points. */
final class TrendSeries {

  private static final int DAYS = 100;
  private static final int WEEKS = 160;
  private static final int MOST = 1200;
  private static final long SECONDS_PER_DAY = 86_400;

  /** The period of one point of a chart. */
  enum Step {
    DAY("day"),
    WEEK("week"),
    MONTH("month");

    private final String label;

    Step(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    private LocalDate start(LocalDate day) {
      return switch (this) {
        case DAY -> day;
        case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> day.withDayOfMonth(1);
      };
    }

    private LocalDate next(LocalDate start) {
      return switch (this) {
        case DAY -> start.plusDays(1);
        case WEEK -> start.plusWeeks(1);
        case MONTH -> start.plusMonths(1);
      };
    }
  }

  private final Step step;
  private final TreeMap<LocalDate, RunTally> days;
  private final Map<LocalDate, TestTally> tests = new HashMap<>();
  private final List<Map.Entry<LocalDate, RunTally>> points = new ArrayList<>();

  private TrendSeries(TreeMap<LocalDate, RunTally> days, Map<LocalDate, TestTally> testDays) {
    this.days = days;
    this.step = step(days);
    TreeMap<LocalDate, RunTally> sums = new TreeMap<>();
    days.forEach((day, tally) -> sums.merge(step.start(day), tally, RunTally::merge));
    testDays.forEach((day, tally) -> tests.merge(step.start(day), tally, TestTally::merge));
    if (sums.isEmpty()) {
      return;
    }
    LocalDate last = sums.lastKey();
    LocalDate first = sums.firstKey();
    boolean tooLong = step == Step.MONTH && ChronoUnit.MONTHS.between(first, last) > MOST;
    for (LocalDate at = tooLong ? last.minusMonths(MOST) : first;
        !at.isAfter(last);
        at = step.next(at)) {
      points.add(Map.entry(at, sums.getOrDefault(at, RunTally.NONE)));
    }
  }

  static TrendSeries of(RunFigures runs) {
    TreeMap<LocalDate, RunTally> days = new TreeMap<>();
    runs.byDay().named().forEach((day, tally) -> days.put(LocalDate.parse(day), tally));
    Map<LocalDate, TestTally> tests = new HashMap<>();
    runs.tests().byDay().named().forEach((day, tally) -> tests.put(LocalDate.parse(day), tally));
    return new TrendSeries(days, tests);
  }

  private static Step step(TreeMap<LocalDate, RunTally> days) {
    if (days.isEmpty()) {
      return Step.DAY;
    }
    long span = ChronoUnit.DAYS.between(days.firstKey(), days.lastKey());
    if (span <= DAYS) {
      return Step.DAY;
    }
    return span <= 7 * WEEKS ? Step.WEEK : Step.MONTH;
  }

  Step step() {
    return step;
  }

  /** Sums the runs of a number of days that ends a number of days before the last run. */
  RunTally sum(int length, int before) {
    if (days.isEmpty()) {
      return RunTally.NONE;
    }
    LocalDate end = days.lastKey().minusDays(before);
    return days.subMap(end.minusDays(length - 1L), true, end, true).values().stream()
        .reduce(RunTally.NONE, RunTally::merge);
  }

  /** Returns the series of the charts: numbers, or null if there is none. */
  Json.Obj series() {
    return Json.object()
        .put("step", step.label)
        .put("x", numbers(point -> Optional.of(seconds(point.getKey()))))
        .put("passed", counts(RunTally::passed))
        .put("runs", counts(RunTally::runs))
        .put("rate", numbers(point -> rate(point.getValue())))
        .put("p50", numbers(point -> atMost(point.getValue(), 50)))
        .put("p95", numbers(point -> atMost(point.getValue(), 95)))
        .put("violations", counts(RunTally::violations))
        .put("blocked", counts(RunTally::blockedAttempts))
        .put("executed", tests(tally -> tally.meanExecuted().orElse(0)))
        .put("fewest", tests(TestTally::fewest))
        .put("missing", tests(tally -> tally.lost() + tally.newlySkipped()))
        .put("flaky", tests(TestTally::flaky))
        .build();
  }

  private Json counts(Function<RunTally, Long> count) {
    return numbers(point -> Optional.of((double) count.apply(point.getValue())));
  }

  /** Returns a number about the tests of each point; null where no run has evidence about them. */
  private Json tests(ToDoubleFunction<TestTally> number) {
    return numbers(
        point ->
            Optional.ofNullable(tests.get(point.getKey()))
                .map(tally -> Math.round(number.applyAsDouble(tally) * 10) / 10.0));
  }

  private Json numbers(Function<Map.Entry<LocalDate, RunTally>, Optional<Double>> value) {
    return new Json.Array(
        points.stream().map(value).map(found -> found.map(Json::of).orElse(Json.NULL)).toList());
  }

  private static double seconds(LocalDate day) {
    return (double) day.toEpochDay() * SECONDS_PER_DAY;
  }

  private static Optional<Double> rate(RunTally tally) {
    return tally.passRate().isPresent()
        ? Optional.of(Math.round(tally.passRate().getAsDouble() * 10_000) / 100.0)
        : Optional.empty();
  }

  private static Optional<Double> atMost(RunTally tally, int percent) {
    return tally.durations().atMost(percent).map(Duration::toMillis).map(millis -> millis / 1000.0);
  }
}
