package dev.loopgen.report.internal;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.report.internal.Dashboard.Cell;
import dev.loopgen.report.internal.Dashboard.Column;
import dev.loopgen.report.internal.Dashboard.Row;
import dev.loopgen.report.internal.Dashboard.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Builds the tables of the page. */
final class DashboardTables {

  /** The most rows of a table; more would be slow, and nobody reads them. */
  static final int ROWS = 1000;

  private static final int SHORT_HASH = 12;

  private static final Comparator<SourceSummary> WORST_FIRST =
      Comparator.comparing(SourceSummary::condition)
          .thenComparingLong(source -> source.runs().runs())
          .reversed()
          .thenComparing(SourceSummary.BY_LABEL);

  private DashboardTables() {}

  static List<Table> of(GovernanceSummary summary, SourceLabels labels) {
    RunFigures runs = summary.runs();
    List<Table> tables =
        new ArrayList<>(List.of(sources(summary, labels), loops(runs), commands(runs)));
    tables.addAll(DashboardTestTables.of(runs.tests()));
    tables.add(actors(runs));
    tables.add(patterns(runs));
    return tables;
  }

  private static Table sources(GovernanceSummary summary, SourceLabels labels) {
    List<Row> rows =
        summary.sources().stream()
            .sorted(WORST_FIRST)
            .map(source -> source(source, labels))
            .toList();
    return table(
        new Head("sources", "Repositories", "one ledger each, with its chain as verified", ""),
        List.of(
            DashboardCells.text("Repository"),
            DashboardCells.text("Chain"),
            DashboardCells.number("Runs"),
            DashboardCells.number("Pass rate"),
            DashboardCells.number("Attested"),
            DashboardCells.number("Last run"),
            DashboardCells.number("Size"),
            DashboardCells.text("Head")),
        rows,
        "");
  }

  private static Row source(SourceSummary source, SourceLabels labels) {
    boolean counted = source.status().isIntact();
    long runs = source.runs().runs();
    long attested = source.attested();
    OptionalDouble share =
        runs == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) attested / runs);
    String head =
        source.status().heads().stream()
            .findFirst()
            .map(TreeHead::entry)
            .map(hash -> hash.hex().substring(0, SHORT_HASH))
            .orElse("–");
    return new Row(
        tone(source),
        List.of(
            DashboardCells.name(labels.of(source.label()), note(source, labels)),
            DashboardCells.badge(chain(source), tone(source)),
            counted ? DashboardCells.count(runs) : DashboardCells.plain("–", -1),
            counted ? DashboardCells.rate(source.runs().passRate()) : DashboardCells.plain("–", -1),
            counted ? DashboardCells.percent(share) : DashboardCells.plain("–", -1),
            DashboardCells.instant(source.last()),
            DashboardCells.plain(HumanFormat.size(source.bytes()), source.bytes()),
            DashboardCells.code(head)));
  }

  private static String chain(SourceSummary source) {
    return switch (source.condition()) {
      case INTACT -> "Intact";
      case REPEATED -> "Given twice";
      case NOTHING_TO_CHECK -> capitalized(words(source.status().id()));
      case BROKEN -> "Not intact: " + words(source.status().id());
    };
  }

  private static String words(String id) {
    return id.replace('-', ' ');
  }

  private static String capitalized(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String tone(SourceSummary source) {
    return switch (source.condition()) {
      case INTACT -> "good";
      case REPEATED, NOTHING_TO_CHECK -> "warn";
      case BROKEN -> "bad";
    };
  }

  private static String note(SourceSummary source, SourceLabels labels) {
    List<String> notes = new ArrayList<>();
    if (!source.status().isIntact()) {
      notes.add(source.status().describe());
    }
    if (source.sameAs() != null) {
      notes.add("The same file as " + labels.of(source.sameAs()) + ".");
    } else if (source.duplicates() > 0) {
      notes.add(HumanFormat.number(source.duplicates()) + " entries are counted elsewhere.");
    }
    return String.join(" ", notes);
  }

  private static Table loops(RunFigures runs) {
    List<Row> rows =
        GroupOrder.byRuns(runs.byLoop()).stream()
            .map(
                loop ->
                    row(
                        DashboardCells.name(loop.getKey(), ""),
                        DashboardCells.count(loop.getValue().runs()),
                        DashboardCells.rate(loop.getValue().passRate()),
                        DashboardCells.count(loop.getValue().failed()),
                        DashboardCells.count(loop.getValue().violations()),
                        DashboardCells.count(loop.getValue().retriedUntilGreen()),
                        DashboardCells.atMost(loop.getValue(), 50),
                        DashboardCells.atMost(loop.getValue(), 95)))
            .toList();
    return table(
        new Head("loops", "Loops", "the checks that were run", "No run names a loop."),
        List.of(
            DashboardCells.text("Loop"),
            DashboardCells.number("Runs"),
            DashboardCells.number("Pass rate"),
            DashboardCells.number("Failed"),
            DashboardCells.number("Forbidden"),
            DashboardCells.number("Retried"),
            DashboardCells.number("p50 ≤"),
            DashboardCells.number("p95 ≤")),
        rows,
        others(runs.byLoop()));
  }

  private static Table actors(RunFigures runs) {
    List<Row> rows =
        GroupOrder.byRuns(runs.byActor()).stream()
            .map(
                actor ->
                    row(
                        DashboardCells.name(actor.getKey(), ""),
                        DashboardCells.count(actor.getValue().runs()),
                        DashboardCells.rate(actor.getValue().passRate()),
                        DashboardCells.count(actor.getValue().failed()),
                        DashboardCells.count(actor.getValue().violations()),
                        DashboardCells.count(actor.getValue().blockedAttempts()),
                        DashboardCells.count(actor.getValue().retriedUntilGreen())))
            .toList();
    return table(
        new Head(
            "actors", "People and agents", "as the environment of each run claimed", "No run."),
        List.of(
            DashboardCells.text("Actor"),
            DashboardCells.number("Runs"),
            DashboardCells.number("Pass rate"),
            DashboardCells.number("Failed"),
            DashboardCells.number("Forbidden"),
            DashboardCells.number("Blocked"),
            DashboardCells.number("Retried")),
        rows,
        others(runs.byActor()));
  }

  private static Table commands(RunFigures runs) {
    List<Row> rows =
        GroupOrder.failing(runs.commands()).stream().map(DashboardTables::command).toList();
    long others = runs.commands().others().failed();
    return table(
        new Head(
            "commands",
            "Failing commands",
            "commands that failed at least once",
            "No command failed."),
        List.of(
            DashboardCells.text("Command"),
            DashboardCells.number("Failures"),
            DashboardCells.number("Runs"),
            DashboardCells.number("Failure rate"),
            DashboardCells.number("Timed out"),
            DashboardCells.number("Mean time"),
            DashboardCells.number("Last failure")),
        rows,
        others == 0 ? "" : HumanFormat.number(others) + " failures of further commands");
  }

  private static Row command(Map.Entry<String, CommandTally> command) {
    CommandTally tally = command.getValue();
    Duration mean = tally.total().dividedBy(Math.max(1, tally.executions()));
    return row(
        DashboardCells.code(command.getKey()),
        DashboardCells.count(tally.failed()),
        DashboardCells.count(tally.executions()),
        DashboardCells.bar(OptionalDouble.of((double) tally.failed() / tally.executions()), "bad"),
        DashboardCells.count(tally.timedOut()),
        DashboardCells.plain(HumanFormat.duration(mean), mean.toMillis()),
        DashboardCells.instant(tally.lastFailure()));
  }

  private static Table patterns(RunFigures runs) {
    List<Row> rows =
        GroupOrder.byPaths(runs.patterns()).stream()
            .map(
                pattern ->
                    row(
                        DashboardCells.code(pattern.getKey()),
                        DashboardCells.count(pattern.getValue().runs()),
                        DashboardCells.count(pattern.getValue().paths()),
                        DashboardCells.instant(pattern.getValue().last())))
            .toList();
    PatternTally others = runs.patterns().others();
    return table(
        new Head(
            "patterns",
            "Forbidden paths",
            "patterns that runs violated",
            "No run touched a forbidden path."),
        List.of(
            DashboardCells.text("Pattern"),
            DashboardCells.number("Runs"),
            DashboardCells.number("Paths"),
            DashboardCells.number("Last")),
        rows,
        others.runs() == 0
            ? ""
            : HumanFormat.number(others.runs()) + " runs under further patterns");
  }

  private static String others(GroupedFigures<RunTally> groups) {
    long others = groups.others().runs();
    return others == 0 ? "" : HumanFormat.number(others) + " runs under further names";
  }

  /** The heading of a table, and the text that replaces an empty one. */
  record Head(String id, String name, String note, String nothing) {}

  static Table table(Head head, List<Column> columns, List<Row> rows, String others) {
    List<String> more = new ArrayList<>();
    if (rows.size() > ROWS) {
      more.add(HumanFormat.counted(rows.size() - ROWS, "more row"));
    }
    if (!others.isEmpty()) {
      more.add(others);
    }
    return new Table(
        head.id,
        head.name,
        head.note,
        !rows.isEmpty(),
        head.nothing,
        columns,
        rows.stream().limit(ROWS).toList(),
        HumanFormat.number(rows.size()),
        more.isEmpty() ? "" : "Not shown: " + String.join(", ", more) + ".");
  }

  static Row row(Cell... cells) {
    return new Row("", List.of(cells));
  }
}
