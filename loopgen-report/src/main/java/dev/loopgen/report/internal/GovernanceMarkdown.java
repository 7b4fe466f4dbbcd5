package dev.loopgen.report.internal;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.Groups;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.api.internal.text.Markdown;
import java.util.List;

/** A summary in Markdown, under npm loopgen's headings where it has them. */
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
              + Texts.counted(broken.size(), "ledger")
              + " not intact.** What they claim ("
              + Texts.counted(summary.untrusted().total().runs(), "run")
              + ") is in none of the figures below.",
          broken);
    }
    long refuted = summary.runs().count(TrustTier.REFUTED);
    if (refuted > 0) {
      warn(
          "🛑 **The attestation of " + Texts.counted(refuted, "run") + " does not hold.**",
          List.of());
    }
    if (!nothing.isEmpty()) {
      warn(
          "⚠️ **"
              + Texts.counted(nothing.size(), "source")
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
            + Texts.number(total.runs())
            + "** ("
            + Texts.number(total.passed())
            + " passed / "
            + Texts.number(total.failed())
            + " failed) — pass rate **"
            + Texts.percent(total.passRate())
            + "**");
    line("- Window: " + Texts.isoOrDash(runs.first()) + " → " + Texts.isoOrDash(runs.last()));
    line("- Modes: " + modes(runs.byMode()));
    line("- Trust, as verified: " + tiers(runs));
    line("- Chain integrity: **" + (summary.isIntact() ? "valid" : "NOT VALID, see above") + "**");
    line("- Forbidden-path violations: **" + Texts.number(total.violations()) + "** run(s)");
    line(
        "- Blocked attempts (driven, prevented at apply time): **"
            + Texts.number(total.blockedAttempts())
            + "**");
    line(
        "- Retried until green (passed right after failing on the same tree): **"
            + Texts.number(total.retriedUntilGreen())
            + "**");
    line("- Time of the commands: " + Texts.durations(total.durations()));
    if (runs.undated() > 0) {
      line("- Without a readable date: " + Texts.counted(runs.undated(), "run"));
    }
    if (summary.duplicates() > 0) {
      line(
          "- In several sources, counted once: "
              + Texts.number(summary.duplicates())
              + " entries left out");
    }
  }

  private static String modes(Groups<RunTally> modes) {
    List<String> all =
        modes.named().entrySet().stream()
            .map(mode -> Markdown.text(mode.getKey()) + " " + Texts.number(mode.getValue().runs()))
            .toList();
    return all.isEmpty() ? "none" : String.join(" · ", all);
  }

  private static String tiers(RunFigures runs) {
    return "local evidence "
        + Texts.number(runs.count(TrustTier.LOCAL))
        + " · **attested** "
        + Texts.number(runs.attested())
        + " · claimed, not verified "
        + Texts.number(runs.count(TrustTier.UNVERIFIED))
        + " · refuted "
        + Texts.number(runs.count(TrustTier.REFUTED));
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
