package dev.loopgen.report.internal;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunDetail;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.governance.TestFigures;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import dev.loopgen.api.internal.text.Markdown;
import java.util.List;
import java.util.Map;

/** Formats the tables of the Markdown report. */
final class MarkdownTables {

  /** The most rows of a table; nobody reads more. */
  private static final int ROWS = 50;

  private static final int SOURCES = 500;

  private final GovernanceSummary summary;
  private final StringBuilder out = new StringBuilder();

  private MarkdownTables(GovernanceSummary summary) {
    this.summary = summary;
  }

  static String of(GovernanceSummary summary) {
    MarkdownTables tables = new MarkdownTables(summary);
    tables.loops();
    tables.actors();
    tables.commands();
    tables.tests();
    tables.slowestTests();
    tables.patterns();
    tables.failures();
    tables.sources();
    return tables.out.toString();
  }

  private void loops() {
    RunFigures runs = summary.runs();
    heading("By loop");
    MarkdownTable table =
        new MarkdownTable(
            "loop", "runs", "passed", "pass rate", "violations", "retried", "p50", "p95");
    for (Map.Entry<String, RunTally> loop : top(GroupOrder.byRuns(runs.byLoop()))) {
      RunTally tally = loop.getValue();
      table.row(
          Markdown.code(loop.getKey()),
          HumanFormat.number(tally.runs()),
          HumanFormat.number(tally.passed()),
          HumanFormat.percent(tally.passRate()),
          HumanFormat.number(tally.violations()),
          HumanFormat.number(tally.retriedUntilGreen()),
          tally.durations().atMost(50).map(HumanFormat::duration).orElse("–"),
          tally.durations().atMost(95).map(HumanFormat::duration).orElse("–"));
    }
    add(table);
    leftOut(runs.byLoop().named().size(), runs.byLoop().others().runs());
  }

  private void actors() {
    RunFigures runs = summary.runs();
    heading("By actor");
    MarkdownTable table = new MarkdownTable("actor", "runs", "passed", "pass rate");
    for (Map.Entry<String, RunTally> actor : top(GroupOrder.byRuns(runs.byActor()))) {
      table.row(
          Markdown.text(actor.getKey()),
          HumanFormat.number(actor.getValue().runs()),
          HumanFormat.number(actor.getValue().passed()),
          HumanFormat.percent(actor.getValue().passRate()));
    }
    add(table);
    leftOut(runs.byActor().named().size(), runs.byActor().others().runs());
  }

  private void commands() {
    List<Map.Entry<String, CommandTally>> failing = GroupOrder.failing(summary.runs().commands());
    if (failing.isEmpty()) {
      return;
    }
    heading("Failing commands");
    MarkdownTable table = new MarkdownTable("command", "failed", "of", "timed out", "last failure");
    for (Map.Entry<String, CommandTally> command : top(failing)) {
      table.row(
          Markdown.code(command.getKey()),
          HumanFormat.number(command.getValue().failed()),
          HumanFormat.number(command.getValue().executions()),
          HumanFormat.number(command.getValue().timedOut()),
          HumanFormat.isoOrDash(command.getValue().lastFailure()));
    }
    add(table);
    leftOut(failing.size(), summary.runs().commands().others().failed());
  }

  private void tests() {
    TestFigures tests = summary.runs().tests();
    List<Map.Entry<String, CaseTally>> concerning = GroupOrder.concerning(tests.cases());
    if (concerning.isEmpty()) {
      return;
    }
    heading("Tests to look at");
    MarkdownTable table =
        new MarkdownTable("test", "failed", "flaky", "lost", "newly skipped", "last");
    for (Map.Entry<String, CaseTally> test : top(concerning)) {
      table.row(
          Markdown.code(test.getKey()),
          HumanFormat.number(test.getValue().failed()),
          HumanFormat.number(test.getValue().flaky()),
          HumanFormat.number(test.getValue().lost()),
          HumanFormat.number(test.getValue().newlySkipped()),
          HumanFormat.isoOrDash(test.getValue().last()));
    }
    add(table);
    leftOut(concerning.size(), tests.cases().others().concerns());
  }

  private void slowestTests() {
    List<Map.Entry<String, CaseTally>> slowest = GroupOrder.slowest(summary.runs().tests().cases());
    if (slowest.isEmpty()) {
      return;
    }
    heading("Slowest tests");
    MarkdownTable table = new MarkdownTable("test", "longest");
    slowest.stream()
        .limit(ROWS / 2)
        .forEach(
            test ->
                table.row(
                    Markdown.code(test.getKey()), HumanFormat.duration(test.getValue().longest())));
    add(table);
  }

  private void patterns() {
    List<Map.Entry<String, PatternTally>> patterns = GroupOrder.byPaths(summary.runs().patterns());
    if (patterns.isEmpty()) {
      return;
    }
    heading("Forbidden paths");
    MarkdownTable table = new MarkdownTable("pattern", "runs", "paths", "last");
    for (Map.Entry<String, PatternTally> pattern : top(patterns)) {
      table.row(
          Markdown.code(pattern.getKey()),
          HumanFormat.number(pattern.getValue().runs()),
          HumanFormat.number(pattern.getValue().paths()),
          HumanFormat.isoOrDash(pattern.getValue().last()));
    }
    add(table);
    leftOut(patterns.size(), summary.runs().patterns().others().runs());
  }

  private void failures() {
    List<RunDetail> failures = summary.runs().recentFailures();
    if (failures.isEmpty()) {
      return;
    }
    heading("Latest failures");
    MarkdownTable table = new MarkdownTable("started", "source", "loop", "actor", "what failed");
    failures.stream()
        .limit(ROWS / 2)
        .forEach(
            run ->
                table.row(
                    HumanFormat.isoOrDash(run.at()),
                    Markdown.code(run.source()),
                    Markdown.code(run.loop()),
                    Markdown.text(run.actor()),
                    reason(run)));
    add(table);
  }

  private static String reason(RunDetail run) {
    String command =
        run.commands().stream()
            .filter(found -> !found.passed())
            .findFirst()
            .map(found -> Markdown.code(found.command()) + " " + Markdown.text(found.outcome()))
            .orElse("");
    String path =
        run.violations().stream()
            .findFirst()
            .map(found -> "forbidden " + Markdown.code(found.file()))
            .orElse("");
    String both = command + (command.isEmpty() || path.isEmpty() ? "" : "; ") + path;
    return both.isEmpty()
        ? run.reasons().stream().findFirst().map(Markdown::text).orElse("not stated")
        : both;
  }

  private void sources() {
    heading("Sources");
    MarkdownTable table =
        new MarkdownTable(
            "source", "entries", "chain", "runs counted", "already counted", "first", "last");
    summary.sources().stream()
        .limit(SOURCES)
        .forEach(
            source ->
                table.row(
                    Markdown.code(source.label()),
                    HumanFormat.number(source.entries()),
                    chain(source),
                    source.status().isIntact() ? HumanFormat.number(source.runs().runs()) : "none",
                    HumanFormat.number(source.duplicates()),
                    HumanFormat.isoOrDash(source.first()),
                    HumanFormat.isoOrDash(source.last())));
    add(table);
    int rest = summary.sources().size() - SOURCES;
    if (rest > 0) {
      line("");
      line("… and " + HumanFormat.counted(rest, "more source") + ".");
    }
  }

  private static String chain(SourceSummary source) {
    String status = source.status().id();
    return switch (source.condition()) {
      case INTACT -> "valid";
      case REPEATED -> "valid, same file as " + Markdown.code(String.valueOf(source.sameAs()));
      case NOTHING_TO_CHECK -> "**" + status + "**";
      case BROKEN -> "**BROKEN: " + status + "**";
    };
  }

  private static <T> List<Map.Entry<String, T>> top(List<Map.Entry<String, T>> groups) {
    return groups.subList(0, Math.min(groups.size(), ROWS));
  }

  private void add(MarkdownTable table) {
    out.append(table.markup());
  }

  private void leftOut(int named, long others) {
    if (named > ROWS || others > 0) {
      line("");
      line(
          "Not listed: "
              + HumanFormat.number(Math.max(0, named - ROWS))
              + " more"
              + (others > 0 ? ", and " + HumanFormat.number(others) + " under further names" : "")
              + ".");
    }
  }

  private void heading(String text) {
    line("");
    line("## " + text);
    line("");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
