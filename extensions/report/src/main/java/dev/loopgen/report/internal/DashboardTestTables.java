package dev.loopgen.report.internal;

import dev.loopgen.api.governance.TestFigures;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.report.internal.Dashboard.Row;
import dev.loopgen.report.internal.Dashboard.Table;
import java.util.List;
import java.util.Map;

/** Builds the tables about tests; none if no run has evidence about them. */
final class DashboardTestTables {

  private static final String SOURCE = "as reports have it";

  private DashboardTestTables() {}

  static List<Table> of(TestFigures tests) {
    return tests.total().runs() == 0
        ? List.of()
        : List.of(loops(tests), concerns(tests), slowest(tests));
  }

  private static Table loops(TestFigures tests) {
    List<Row> rows =
        GroupOrder.byTestRuns(tests.byLoop()).stream().map(loop -> loop(loop)).toList();
    long others = tests.byLoop().others().runs();
    return DashboardTables.table(
        new DashboardTables.Head("test-loops", "Tests of loops", SOURCE, "No run names a loop."),
        List.of(
            DashboardCells.text("Loop"),
            DashboardCells.number("Runs"),
            DashboardCells.number("Mean executed"),
            DashboardCells.number("Fewest"),
            DashboardCells.number("Most"),
            DashboardCells.number("Failed"),
            DashboardCells.number("Skipped"),
            DashboardCells.number("Lost"),
            DashboardCells.number("Newly skipped"),
            DashboardCells.number("Flaky")),
        rows,
        others == 0 ? "" : HumanFormat.number(others) + " runs under further names");
  }

  private static Row loop(Map.Entry<String, TestTally> loop) {
    TestTally tally = loop.getValue();
    return DashboardTables.row(
        DashboardCells.name(loop.getKey(), ""),
        DashboardCells.count(tally.runs()),
        DashboardCells.count(Math.round(tally.meanExecuted().orElse(0))),
        DashboardCells.count(tally.fewest()),
        DashboardCells.count(tally.most()),
        DashboardCells.count(tally.failed()),
        DashboardCells.count(tally.skipped()),
        DashboardCells.count(tally.lost()),
        DashboardCells.count(tally.newlySkipped()),
        DashboardCells.count(tally.flaky()));
  }

  private static Table concerns(TestFigures tests) {
    long others = tests.cases().others().concerns();
    return DashboardTables.table(
        new DashboardTables.Head(
            "test-concerns",
            "Tests to look at",
            "runs that name them as failed, flaky, lost or newly skipped",
            "No test failed, was flaky, lost or newly skipped."),
        List.of(
            DashboardCells.text("Test"),
            DashboardCells.number("Failed"),
            DashboardCells.number("Flaky"),
            DashboardCells.number("Lost"),
            DashboardCells.number("Newly skipped"),
            DashboardCells.number("Last")),
        GroupOrder.concerning(tests.cases()).stream().map(test -> concern(test)).toList(),
        others == 0 ? "" : HumanFormat.number(others) + " mentions of further tests");
  }

  private static Row concern(Map.Entry<String, CaseTally> test) {
    CaseTally tally = test.getValue();
    return DashboardTables.row(
        DashboardCells.code(test.getKey()),
        DashboardCells.count(tally.failed()),
        DashboardCells.count(tally.flaky()),
        DashboardCells.count(tally.lost()),
        DashboardCells.count(tally.newlySkipped()),
        DashboardCells.instant(tally.last()));
  }

  private static Table slowest(TestFigures tests) {
    return DashboardTables.table(
        new DashboardTables.Head(
            "test-times",
            "Slowest tests",
            "the longest time of each, among the slowest of a run",
            "No report says how long its tests took."),
        List.of(DashboardCells.text("Test"), DashboardCells.number("Longest")),
        GroupOrder.slowest(tests.cases()).stream()
            .map(
                test ->
                    DashboardTables.row(
                        DashboardCells.code(test.getKey()),
                        DashboardCells.plain(
                            HumanFormat.duration(test.getValue().longest()),
                            test.getValue().longest().toMillis())))
            .toList(),
        "");
  }
}
