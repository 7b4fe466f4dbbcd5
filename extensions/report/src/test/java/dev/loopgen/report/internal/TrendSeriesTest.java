package dev.loopgen.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.governance.Durations;
import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.TestFigures;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.api.json.Json;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TrendSeriesTest {

  private static final RunTally ONE =
      new RunTally(1, 1, 0, 0, 0, Durations.of(Duration.ofSeconds(1)));

  private static TrendSeries trends(String... days) {
    return trends(new TreeMap<>(), days);
  }

  private static TestFigures tests(TreeMap<String, TestTally> byDay) {
    TestFigures none = TestFigures.NONE;
    return new TestFigures(
        none.total(), new GroupedFigures<>(byDay, TestTally.NONE), none.byLoop(), none.cases());
  }

  private static TrendSeries trends(TreeMap<String, TestTally> tested, String... days) {
    TreeMap<String, RunTally> byDay = new TreeMap<>();
    for (String day : days) {
      byDay.put(day, ONE);
    }
    RunFigures none = RunFigures.NONE;
    return TrendSeries.of(
        new RunFigures(
            none.total(),
            new GroupedFigures<>(byDay, RunTally.NONE),
            none.byLoop(),
            none.byActor(),
            none.byMode(),
            none.byTier(),
            none.commands(),
            none.patterns(),
            tests(tested),
            0,
            null,
            null,
            List.of(),
            List.of()));
  }

  private static List<Json> series(TrendSeries trends, String name) {
    return trends.series().array(name).orElseThrow();
  }

  @Test
  void days_withoutRuns_areZeroAndHaveNoRate() {
    TrendSeries trends = trends("2026-11-20", "2026-11-23");

    assertThat(trends.step()).isEqualTo(TrendSeries.Step.DAY);
    assertThat(series(trends, "runs")).containsExactly(one(1), one(0), one(0), one(1));
    assertThat(series(trends, "rate")).containsExactly(one(100), Json.NULL, Json.NULL, one(100));
  }

  @Test
  void tests_ofDaysWithoutEvidence_areNone() {
    TreeMap<String, TestTally> tested = new TreeMap<>();
    tested.put("2026-11-20", new TestTally(1, 30, 30, 30, 0, 0, 1, 2, 4));
    tested.put("2026-11-22", new TestTally(2, 25, 5, 20, 0, 0, 0, 0, 0));

    TrendSeries trends = trends(tested, "2026-11-20", "2026-11-21", "2026-11-22");

    assertThat(series(trends, "executed")).containsExactly(one(30), Json.NULL, one(12.5));
    assertThat(series(trends, "fewest")).containsExactly(one(30), Json.NULL, one(5));
    assertThat(series(trends, "missing")).containsExactly(one(3), Json.NULL, one(0));
    assertThat(series(trends, "flaky")).containsExactly(one(4), Json.NULL, one(0));
  }

  private static Json one(double number) {
    return Json.of(number);
  }

  @Test
  void longerSpans_haveLongerSteps() {
    assertThat(trends("2026-01-01", "2026-11-23").step()).isEqualTo(TrendSeries.Step.WEEK);
    assertThat(trends("2016-01-01", "2026-11-23").step()).isEqualTo(TrendSeries.Step.MONTH);
    assertThat(series(trends("2026-01-01", "2026-11-23"), "x").get(0))
        .isEqualTo(Json.of(LocalDate.parse("2025-12-29").toEpochDay() * 86_400.0));
  }

  @Test
  void absurdSpans_haveABoundedNumberOfPoints() {
    assertThat(series(trends("0001-01-01", "9999-12-31"), "x")).hasSizeLessThan(1300);
    assertThat(series(trends("2026-11-23", "+99999-01-01"), "x")).hasSizeLessThan(1300);
  }

  @Test
  void sum_isOfTheLastDays() {
    TrendSeries trends = trends("2026-10-01", "2026-11-01", "2026-11-23");

    assertThat(trends.sum(30, 0).runs()).isEqualTo(2);
    assertThat(trends.sum(30, 30).runs()).isEqualTo(1);
    assertThat(trends().sum(30, 0)).isEqualTo(RunTally.NONE);
  }
}
