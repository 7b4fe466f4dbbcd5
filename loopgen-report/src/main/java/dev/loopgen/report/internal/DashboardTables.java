package dev.loopgen.report.internal;

import dev.loopgen.api.governance.CommandTally;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.Groups;
import dev.loopgen.api.governance.PatternTally;
import dev.loopgen.api.governance.RunFigures;
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

/** The tables of the page. */
final class DashboardTables {

  /** A page with more rows is slow, and nobody reads them. */
  static final int ROWS = 1000;

  private static final int SHORT_HASH = 12;

  private static final Comparator<SourceSummary> WORST_FIRST =
      Comparator.comparing(SourceSummary::condition)
          .thenComparingLong(source -> source.runs().runs())
          .reversed()
          .thenComparing(SourceSummary.BY_LABEL);

  private DashboardTables() {}

  static List<Table> of(GovernanceSummary summary, Labels labels) {
    RunFigures runs = summary.runs();
    return List.of(
        sources(summary, labels), loops(runs), commands(runs), actors(runs), patterns(runs));
  }

  private static Table sources(GovernanceSummary summary, Labels labels) {
    List<Row> rows =
        summary.sources().stream()
            .sorted(WORST_FIRST)
            .map(source -> source(source, labels))
            .toList();
    return table(
        new Head("sources", "Repositories", "one ledger each, with its chain as verified", ""),
        List.of(
            Cells.text("Repository"),
            Cells.text("Chain"),
            Cells.number("Runs"),
            Cells.number("Pass rate"),
            Cells.number("Attested"),
            Cells.number("Last run"),
            Cells.number("Size"),
            Cells.text("Head")),
        rows,
        "");
  }

  private static Row source(SourceSummary source, Labels labels) {
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
            Cells.name(labels.of(source.label()), note(source, labels)),
            Cells.badge(chain(source), tone(source)),
            counted ? Cells.count(runs) : Cells.plain("–", -1),
            counted ? Cells.rate(source.runs().passRate()) : Cells.plain("–", -1),
            counted ? Cells.percent(share) : Cells.plain("–", -1),
            Cells.instant(source.last()),
            Cells.plain(Texts.size(source.bytes()), source.bytes()),
            Cells.code(head)));
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

  private static String note(SourceSummary source, Labels labels) {
    List<String> notes = new ArrayList<>();
    if (!source.status().isIntact()) {
      notes.add(source.status().describe());
    }
    if (source.sameAs() != null) {
      notes.add("The same file as " + labels.of(source.sameAs()) + ".");
    } else if (source.duplicates() > 0) {
      notes.add(Texts.number(source.duplicates()) + " entries are counted elsewhere.");
    }
    return String.join(" ", notes);
  }

  private static Table loops(RunFigures runs) {
    List<Row> rows =
        Rows.byRuns(runs.byLoop()).stream()
            .map(
                loop ->
                    row(
                        Cells.name(loop.getKey(), ""),
                        Cells.count(loop.getValue().runs()),
                        Cells.rate(loop.getValue().passRate()),
                        Cells.count(loop.getValue().failed()),
                        Cells.count(loop.getValue().violations()),
                        Cells.count(loop.getValue().retriedUntilGreen()),
                        Cells.atMost(loop.getValue(), 50),
                        Cells.atMost(loop.getValue(), 95)))
            .toList();
    return table(
        new Head("loops", "Loops", "the checks that were run", "No run names a loop."),
        List.of(
            Cells.text("Loop"),
            Cells.number("Runs"),
            Cells.number("Pass rate"),
            Cells.number("Failed"),
            Cells.number("Forbidden"),
            Cells.number("Retried"),
            Cells.number("p50 ≤"),
            Cells.number("p95 ≤")),
        rows,
        others(runs.byLoop()));
  }

  private static Table actors(RunFigures runs) {
    List<Row> rows =
        Rows.byRuns(runs.byActor()).stream()
            .map(
                actor ->
                    row(
                        Cells.name(actor.getKey(), ""),
                        Cells.count(actor.getValue().runs()),
                        Cells.rate(actor.getValue().passRate()),
                        Cells.count(actor.getValue().failed()),
                        Cells.count(actor.getValue().violations()),
                        Cells.count(actor.getValue().blockedAttempts()),
                        Cells.count(actor.getValue().retriedUntilGreen())))
            .toList();
    return table(
        new Head(
            "actors", "People and agents", "as the environment of each run claimed", "No run."),
        List.of(
            Cells.text("Actor"),
            Cells.number("Runs"),
            Cells.number("Pass rate"),
            Cells.number("Failed"),
            Cells.number("Forbidden"),
            Cells.number("Blocked"),
            Cells.number("Retried")),
        rows,
        others(runs.byActor()));
  }

  private static Table commands(RunFigures runs) {
    List<Row> rows = Rows.failing(runs.commands()).stream().map(DashboardTables::command).toList();
    long others = runs.commands().others().failed();
    return table(
        new Head(
            "commands",
            "Failing commands",
            "commands that failed at least once",
            "No command failed."),
        List.of(
            Cells.text("Command"),
            Cells.number("Failures"),
            Cells.number("Runs"),
            Cells.number("Failure rate"),
            Cells.number("Timed out"),
            Cells.number("Mean time"),
            Cells.number("Last failure")),
        rows,
        others == 0 ? "" : Texts.number(others) + " failures of further commands");
  }

  private static Row command(Map.Entry<String, CommandTally> command) {
    CommandTally tally = command.getValue();
    Duration mean = tally.total().dividedBy(Math.max(1, tally.executions()));
    return row(
        Cells.code(command.getKey()),
        Cells.count(tally.failed()),
        Cells.count(tally.executions()),
        Cells.bar(OptionalDouble.of((double) tally.failed() / tally.executions()), "bad"),
        Cells.count(tally.timedOut()),
        Cells.plain(Texts.duration(mean), mean.toMillis()),
        Cells.instant(tally.lastFailure()));
  }

  private static Table patterns(RunFigures runs) {
    List<Row> rows =
        Rows.byPaths(runs.patterns()).stream()
            .map(
                pattern ->
                    row(
                        Cells.code(pattern.getKey()),
                        Cells.count(pattern.getValue().runs()),
                        Cells.count(pattern.getValue().paths()),
                        Cells.instant(pattern.getValue().last())))
            .toList();
    PatternTally others = runs.patterns().others();
    return table(
        new Head(
            "patterns",
            "Forbidden paths",
            "patterns that runs violated",
            "No run touched a forbidden path."),
        List.of(
            Cells.text("Pattern"),
            Cells.number("Runs"),
            Cells.number("Paths"),
            Cells.number("Last")),
        rows,
        others.runs() == 0 ? "" : Texts.number(others.runs()) + " runs under further patterns");
  }

  private static String others(Groups<RunTally> groups) {
    long others = groups.others().runs();
    return others == 0 ? "" : Texts.number(others) + " runs under further names";
  }

  /** What stands above a table, and in its place where it is empty. */
  private record Head(String id, String name, String note, String nothing) {}

  private static Table table(Head head, List<Column> columns, List<Row> rows, String others) {
    List<String> more = new ArrayList<>();
    if (rows.size() > ROWS) {
      more.add(Texts.number(rows.size() - ROWS) + " more rows");
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
        Texts.number(rows.size()),
        more.isEmpty() ? "" : "Not shown: " + String.join(", ", more) + ".");
  }

  private static Row row(Cell... cells) {
    return new Row("", List.of(cells));
  }
}
