package dev.loopgen.report.internal;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.api.governance.TestFigures;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.api.internal.text.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Formats a summary as a few lines for a terminal. */
public final class GovernanceText {

  private static final int ROWS = 10;
  private static final int LONGEST = 240;

  private final GovernanceSummary summary;
  private final StringBuilder out = new StringBuilder();

  private GovernanceText(GovernanceSummary summary) {
    this.summary = summary;
  }

  public static String of(GovernanceSummary summary) {
    GovernanceText text = new GovernanceText(summary);
    text.problems();
    text.figures();
    text.loops();
    text.commands();
    text.tests();
    text.doubled();
    return text.out.toString();
  }

  private void problems() {
    List<SourceSummary> broken = summary.sources(Condition.BROKEN);
    if (!broken.isEmpty()) {
      line(
          "BROKEN: %s not intact; %s there skipped, in none of the figures below.",
          HumanFormat.counted(broken.size(), "ledger"),
          HumanFormat.counted(summary.untrusted().total().runs(), "run"));
      broken.forEach(this::problem);
    }
    long refuted = summary.runs().count(TrustTier.REFUTED);
    if (refuted > 0) {
      line("REFUTED: the attestation of %s does not hold.", HumanFormat.counted(refuted, "run"));
    }
    List<SourceSummary> nothing = summary.sources(Condition.NOTHING_TO_CHECK);
    if (!nothing.isEmpty()) {
      line(
          "NOTHING TO CHECK: %s without a ledger that can be read.",
          HumanFormat.counted(nothing.size(), "source"));
      nothing.forEach(this::problem);
    }
  }

  private void problem(SourceSummary source) {
    line("  %s: %s", visible(source.label()), visible(source.status().describe()));
  }

  private void figures() {
    RunFigures runs = summary.runs();
    RunTally total = runs.total();
    line(
        "Runs: %,d (%,d passed, %,d failed), pass rate %s",
        total.runs(), total.passed(), total.failed(), HumanFormat.percent(total.passRate()));
    if (runs.first() != null && runs.last() != null) {
      line("Dates: %s to %s", HumanFormat.iso(runs.first()), HumanFormat.iso(runs.last()));
    }
    long intact = summary.sources().stream().filter(s -> s.status().isIntact()).count();
    line(
        "Chain: %s, %,d of %s",
        summary.isIntact() ? "INTACT" : "NOT INTACT",
        intact,
        HumanFormat.counted(summary.sources().size(), "source"));
    line(
        "Trust, as verified: %,d attested, %,d local, %,d claimed and not verified, %,d refuted",
        runs.attested(),
        runs.count(TrustTier.LOCAL),
        runs.count(TrustTier.UNVERIFIED),
        runs.count(TrustTier.REFUTED));
    line(
        "Forbidden paths: touched by %s; %s blocked",
        HumanFormat.counted(total.violations(), "run"),
        HumanFormat.counted(total.blockedAttempts(), "attempt"));
    line("Retried until green: %,d", total.retriedUntilGreen());
    line("Time of the commands: %s", HumanFormat.durations(total.durations()));
    if (runs.undated() > 0) {
      line("Without a readable date: %s", HumanFormat.counted(runs.undated(), "run"));
    }
  }

  private void loops() {
    List<Map.Entry<String, RunTally>> loops = GroupOrder.byRuns(summary.runs().byLoop());
    if (!loops.isEmpty()) {
      line("Loops, by runs:");
    }
    loops.stream()
        .limit(ROWS)
        .forEach(
            loop ->
                line(
                    "  %,9d  %6s  %s",
                    loop.getValue().runs(),
                    HumanFormat.percent(loop.getValue().passRate()),
                    visible(loop.getKey())));
    rest(loops.size(), summary.runs().byLoop().others().runs());
  }

  private void commands() {
    List<Map.Entry<String, CommandTally>> failing = GroupOrder.failing(summary.runs().commands());
    if (!failing.isEmpty()) {
      line("Failing commands, by failures:");
    }
    failing.stream()
        .limit(ROWS)
        .forEach(
            command ->
                line(
                    "  %,9d of %,d  %s",
                    command.getValue().failed(),
                    command.getValue().executions(),
                    visible(command.getKey())));
    rest(failing.size(), summary.runs().commands().others().failed());
  }

  private void tests() {
    TestFigures tests = summary.runs().tests();
    TestTally total = tests.total();
    if (total.runs() == 0) {
      return;
    }
    line(
        "Tests, as reported in %s: %,d to %,d executed; %,d failed, %,d skipped",
        HumanFormat.counted(total.runs(), "run"),
        total.fewest(),
        total.most(),
        total.failed(),
        total.skipped());
    line(
        "Tests of the base: %,d lost, %,d newly skipped; flaky tests: %,d",
        total.lost(), total.newlySkipped(), total.flaky());
    List<Map.Entry<String, CaseTally>> concerning = GroupOrder.concerning(tests.cases());
    if (!concerning.isEmpty()) {
      line("Tests to look at, by mentions:");
    }
    concerning.stream()
        .limit(ROWS)
        .forEach(
            test ->
                line(
                    "  %,9d  %s: %s",
                    test.getValue().concerns(),
                    HumanFormat.concerns(test.getValue()),
                    visible(test.getKey())));
    rest(concerning.size(), tests.cases().others().concerns());
    List<Map.Entry<String, CaseTally>> slowest = GroupOrder.slowest(tests.cases());
    if (!slowest.isEmpty()) {
      line("Slowest tests:");
    }
    slowest.stream()
        .limit(ROWS)
        .forEach(
            test ->
                line(
                    "  %9s  %s",
                    HumanFormat.duration(test.getValue().longest()), visible(test.getKey())));
  }

  private void rest(int named, long others) {
    if (named > ROWS) {
      line("  and %,d more", named - ROWS);
    }
    if (others > 0) {
      line("  and %,d under further names", others);
    }
  }

  private void doubled() {
    for (SourceSummary source : summary.sources()) {
      String before = source.sameAs();
      if (before != null) {
        line("Given twice: %s is the same file as %s", visible(source.label()), visible(before));
      } else if (source.duplicates() > 0) {
        line(
            "Counted once: %,d of the entries of %s %s counted before",
            source.duplicates(),
            visible(source.label()),
            source.duplicates() == 1 ? "was" : "were");
      }
    }
  }

  /** Escapes text for one line of a terminal. */
  private static String visible(String text) {
    String line = VisibleText.of(text).replace('\n', ' ').replace('\t', ' ');
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
