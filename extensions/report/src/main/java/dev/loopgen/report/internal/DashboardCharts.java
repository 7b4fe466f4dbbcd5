package dev.loopgen.report.internal;

import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.report.internal.Dashboard.Chart;
import java.util.ArrayList;
import java.util.List;

/** Names the charts of the page; the script draws them. */
final class DashboardCharts {

  private DashboardCharts() {}

  static List<Chart> of(RunFigures runs, TrendSeries.Step step) {
    String per = "per " + step.label();
    List<Chart> charts = new ArrayList<>(runs(runs.total(), per));
    if (runs.tests().total().runs() > 0) {
      charts.addAll(tests(runs.tests().total(), per));
    }
    return charts;
  }

  private static List<Chart> runs(RunTally total, String per) {
    String sums =
        HumanFormat.number(total.runs())
            + " runs, "
            + HumanFormat.number(total.failed())
            + " of them failed";
    return List.of(
        new Chart("chart-runs", "Runs", per + ", passed and failed", sums),
        new Chart(
            "chart-rate", "Pass rate", per, "overall " + HumanFormat.percent(total.passRate())),
        new Chart(
            "chart-time",
            "Time of the commands",
            per + ", upper bounds",
            "median at most "
                + total.durations().atMost(50).map(HumanFormat::duration).orElse("–")),
        new Chart(
            "chart-violations",
            "Forbidden paths",
            per + ", touched or stopped before",
            HumanFormat.number(total.violations())
                + " runs, "
                + HumanFormat.number(total.blockedAttempts())
                + " attempts"));
  }

  private static List<Chart> tests(TestTally tests, String per) {
    return List.of(
        new Chart(
            "chart-tests",
            "Tests executed by a run",
            per + ", mean and fewest",
            HumanFormat.number(tests.fewest()) + " to " + HumanFormat.number(tests.most())),
        new Chart(
            "chart-concerns",
            "Tests lost, skipped, flaky",
            per,
            HumanFormat.number(tests.lost())
                + " lost, "
                + HumanFormat.number(tests.newlySkipped())
                + " newly skipped, "
                + HumanFormat.number(tests.flaky())
                + " flaky"));
  }
}
