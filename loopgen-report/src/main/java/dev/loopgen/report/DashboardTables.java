package dev.loopgen.report;

import dev.loopgen.api.governance.CommandTally;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.Groups;
import dev.loopgen.api.governance.PatternTally;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.governance.Tier;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.report.Dashboard.Cell;
import dev.loopgen.report.Dashboard.Column;
import dev.loopgen.report.Dashboard.Row;
import dev.loopgen.report.Dashboard.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

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
            text("Repository"),
            text("Chain"),
            number("Runs"),
            number("Pass rate"),
            number("Attested"),
            number("Last run"),
            number("Size"),
            text("Head")),
        rows,
        "");
  }

  private static Row source(SourceSummary source, Labels labels) {
    boolean counted = source.status().isIntact();
    long runs = source.runs().runs();
    long attested = source.byTier().getOrDefault(Tier.ATTESTED, 0L);
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
            name(labels.of(source.label()), note(source, labels)),
            badge(chain(source), tone(source)),
            counted ? count(runs) : plain("–", -1),
            counted ? rate(source.runs().passRate()) : plain("–", -1),
            counted ? percent(share) : plain("–", -1),
            instant(source.last()),
            plain(Texts.size(source.bytes()), source.bytes()),
            code(head)));
  }

  private static String chain(SourceSummary source) {
    return switch (source.condition()) {
      case INTACT -> "Intact";
      case REPEATED -> "Given twice";
      case NOTHING_TO_CHECK -> spaced(source.status().getClass().getSimpleName());
      case BROKEN ->
          "Not intact: "
              + spaced(source.status().getClass().getSimpleName()).toLowerCase(Locale.ROOT);
    };
  }

  /** Parts the words of a class's name. */
  static String spaced(String name) {
    return name.charAt(0) + name.substring(1).replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
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
                        name(loop.getKey(), ""),
                        count(loop.getValue().runs()),
                        rate(loop.getValue().passRate()),
                        count(loop.getValue().failed()),
                        count(loop.getValue().violations()),
                        count(loop.getValue().retriedUntilGreen()),
                        atMost(loop.getValue(), 50),
                        atMost(loop.getValue(), 95)))
            .toList();
    return table(
        new Head("loops", "Loops", "the checks that were run", "No run names a loop."),
        List.of(
            text("Loop"),
            number("Runs"),
            number("Pass rate"),
            number("Failed"),
            number("Forbidden"),
            number("Retried"),
            number("p50 ≤"),
            number("p95 ≤")),
        rows,
        others(runs.byLoop()));
  }

  private static Table actors(RunFigures runs) {
    List<Row> rows =
        Rows.byRuns(runs.byActor()).stream()
            .map(
                actor ->
                    row(
                        name(actor.getKey(), ""),
                        count(actor.getValue().runs()),
                        rate(actor.getValue().passRate()),
                        count(actor.getValue().failed()),
                        count(actor.getValue().violations()),
                        count(actor.getValue().blockedAttempts()),
                        count(actor.getValue().retriedUntilGreen())))
            .toList();
    return table(
        new Head(
            "actors", "People and agents", "as the environment of each run claimed", "No run."),
        List.of(
            text("Actor"),
            number("Runs"),
            number("Pass rate"),
            number("Failed"),
            number("Forbidden"),
            number("Blocked"),
            number("Retried")),
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
            text("Command"),
            number("Failures"),
            number("Runs"),
            number("Failure rate"),
            number("Timed out"),
            number("Mean time"),
            number("Last failure")),
        rows,
        others == 0 ? "" : Texts.number(others) + " failures of further commands");
  }

  private static Row command(Map.Entry<String, CommandTally> command) {
    CommandTally tally = command.getValue();
    Duration mean = tally.total().dividedBy(Math.max(1, tally.executions()));
    return row(
        code(command.getKey()),
        count(tally.failed()),
        count(tally.executions()),
        bar(OptionalDouble.of((double) tally.failed() / tally.executions()), "bad"),
        count(tally.timedOut()),
        plain(Texts.duration(mean), mean.toMillis()),
        instant(tally.lastFailure()));
  }

  private static Table patterns(RunFigures runs) {
    List<Row> rows =
        Rows.byPaths(runs.patterns()).stream()
            .map(
                pattern ->
                    row(
                        code(pattern.getKey()),
                        count(pattern.getValue().runs()),
                        count(pattern.getValue().paths()),
                        instant(pattern.getValue().last())))
            .toList();
    PatternTally others = runs.patterns().others();
    return table(
        new Head(
            "patterns",
            "Forbidden paths",
            "patterns that runs violated",
            "No run touched a forbidden path."),
        List.of(text("Pattern"), number("Runs"), number("Paths"), number("Last")),
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

  private static Column text(String name) {
    return new Column(name, false, "none");
  }

  private static Column number(String name) {
    return new Column(name, true, "none");
  }

  private static Cell name(String text, String note) {
    return new Cell(text, text, "name", false, false, false, "0", note);
  }

  private static Cell code(String text) {
    return new Cell(text, text, "code", true, false, false, "0", "");
  }

  private static Cell badge(String text, String tone) {
    return new Cell(text, text, tone, false, true, false, "0", "");
  }

  private static Cell count(long number) {
    return new Cell(
        Texts.number(number),
        Long.toString(number),
        number == 0 ? "zero" : "number",
        false,
        false,
        false,
        "0",
        "");
  }

  private static Cell plain(String text, long value) {
    return new Cell(text, Long.toString(value), "number", false, false, false, "0", "");
  }

  private static Cell percent(OptionalDouble share) {
    boolean none = share.isEmpty() || share.getAsDouble() == 0;
    return new Cell(
        Texts.percent(share), value(share), none ? "zero" : "number", false, false, false, "0", "");
  }

  private static Cell rate(OptionalDouble share) {
    boolean low = share.isPresent() && share.getAsDouble() < 0.7;
    return bar(share, low ? "bad" : "good");
  }

  private static Cell bar(OptionalDouble share, String tone) {
    String width = String.format(Locale.ROOT, "%.1f", share.orElse(0) * 100);
    return new Cell(
        Texts.percent(share), value(share), tone, false, false, share.isPresent(), width, "");
  }

  private static String value(OptionalDouble share) {
    return String.format(Locale.ROOT, "%.6f", share.orElse(-1));
  }

  private static Cell atMost(RunTally tally, int percent) {
    Optional<Duration> bound = tally.durations().atMost(percent);
    return plain(bound.map(Texts::duration).orElse("–"), bound.map(Duration::toMillis).orElse(-1L));
  }

  private static Cell instant(@Nullable Instant instant) {
    return instant == null
        ? plain("–", Long.MIN_VALUE)
        : plain(Texts.minute(instant), instant.getEpochSecond());
  }
}
