package dev.loopgen.report.internal;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.api.internal.text.Markdown;
import java.util.List;

/** Formats a summary as Markdown, with npm loopgen's headings where it has them. */
public final class GovernanceMarkdown {

  private final GovernanceSummary summary;
  private final StringBuilder out = new StringBuilder();

  private GovernanceMarkdown(GovernanceSummary summary) {
    this.summary = summary;
  }

  public static String of(GovernanceSummary summary) {
    GovernanceMarkdown report = new GovernanceMarkdown(summary);
    report.line("# loopgen governance report");
    report.broken();
    report.keyFigures();
    report.out.append(MarkdownTables.of(summary));
    report.footnote();
    return report.out.toString();
  }

  private void broken() {
    List<SourceSummary> broken = summary.sources(Condition.BROKEN);
    List<SourceSummary> nothing = summary.sources(Condition.NOTHING_TO_CHECK);
    if (!broken.isEmpty()) {
      warn(
          "🛑 **BROKEN: "
              + HumanFormat.counted(broken.size(), "ledger")
              + " not intact.** What they claim ("
              + HumanFormat.counted(summary.untrusted().total().runs(), "run")
              + ") is in none of the figures below.",
          broken);
    }
    long refuted = summary.runs().count(TrustTier.REFUTED);
    if (refuted > 0) {
      warn(
          "🛑 **The attestation of " + HumanFormat.counted(refuted, "run") + " does not hold.**",
          List.of());
    }
    if (!nothing.isEmpty()) {
      warn(
          "⚠️ **"
              + HumanFormat.counted(nothing.size(), "source")
              + " without a ledger that can be read.**",
          nothing);
    }
  }

  private void warn(String headline, List<SourceSummary> sources) {
    line("");
    line("> " + headline);
    line(">");
    sources.forEach(
        source ->
            line(
                "> - "
                    + Markdown.code(source.label())
                    + ": "
                    + Markdown.text(source.status().describe())));
  }

  private void keyFigures() {
    RunFigures runs = summary.runs();
    RunTally total = runs.total();
    line("");
    line(
        "- Runs: **"
            + HumanFormat.number(total.runs())
            + "** ("
            + HumanFormat.number(total.passed())
            + " passed / "
            + HumanFormat.number(total.failed())
            + " failed) — pass rate **"
            + HumanFormat.percent(total.passRate())
            + "**");
    line(
        "- Window: "
            + HumanFormat.isoOrDash(runs.first())
            + " → "
            + HumanFormat.isoOrDash(runs.last()));
    line("- Modes: " + modes(runs.byMode()));
    line("- Trust, as verified: " + tiers(runs));
    line("- Chain integrity: **" + (summary.isIntact() ? "valid" : "NOT VALID, see above") + "**");
    line("- Forbidden-path violations: **" + HumanFormat.number(total.violations()) + "** run(s)");
    line(
        "- Blocked attempts (driven, prevented at apply time): **"
            + HumanFormat.number(total.blockedAttempts())
            + "**");
    line(
        "- Retried until green (passed right after failing on the same tree): **"
            + HumanFormat.number(total.retriedUntilGreen())
            + "**");
    tests(runs.tests().total());
    line("- Time of the commands: " + HumanFormat.durations(total.durations()));
    if (runs.undated() > 0) {
      line("- Without a readable date: " + HumanFormat.counted(runs.undated(), "run"));
    }
    if (summary.duplicates() > 0) {
      line(
          "- In several sources, counted once: "
              + HumanFormat.number(summary.duplicates())
              + (summary.duplicates() == 1 ? " entry" : " entries")
              + " left out");
    }
  }

  private void tests(TestTally tests) {
    if (tests.runs() > 0) {
      line(
          "- Tests, as reported in "
              + HumanFormat.counted(tests.runs(), "run")
              + ": "
              + HumanFormat.number(tests.fewest())
              + " to "
              + HumanFormat.number(tests.most())
              + " executed; **"
              + HumanFormat.number(tests.lost())
              + "** lost, **"
              + HumanFormat.number(tests.newlySkipped())
              + "** newly skipped, **"
              + HumanFormat.number(tests.flaky())
              + "** flaky");
    }
  }

  private static String modes(GroupedFigures<RunTally> modes) {
    List<String> all =
        modes.named().entrySet().stream()
            .map(
                mode ->
                    Markdown.text(mode.getKey()) + " " + HumanFormat.number(mode.getValue().runs()))
            .toList();
    return all.isEmpty() ? "none" : String.join(" · ", all);
  }

  private static String tiers(RunFigures runs) {
    return "local evidence "
        + HumanFormat.number(runs.count(TrustTier.LOCAL))
        + " · **attested** "
        + HumanFormat.number(runs.attested())
        + " · claimed, not verified "
        + HumanFormat.number(runs.count(TrustTier.UNVERIFIED))
        + " · refuted "
        + HumanFormat.number(runs.count(TrustTier.REFUTED));
  }

  private void footnote() {
    line("");
    line("---");
    line("");
    line(
        "> Dates, names and modes are what the entries state; days are days in UTC. An intact chain"
            + " shows that no entry was edited, not that a run was honest or that none is missing"
            + " at the end. Percentiles are upper bounds.");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
