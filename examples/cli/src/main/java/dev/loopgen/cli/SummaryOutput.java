package dev.loopgen.cli;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.core.GovernanceBuilder;
import dev.loopgen.report.GovernanceReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine;

/** Summarises, prints, and writes the files that are asked for. */
final class SummaryOutput {

  private final PrintWriter out;
  private final PrintWriter err;
  private final SummaryOptions options;
  private final GovernanceBuilder builder;

  private SummaryOutput(CommandLine command, SummaryOptions options, GovernanceBuilder builder) {
    this.out = command.getOut();
    this.err = command.getErr();
    this.options = options;
    this.builder = builder;
  }

  static SummaryOutput of(CommandLine command, SummaryOptions options, GovernanceBuilder builder) {
    return new SummaryOutput(command, options, builder);
  }

  /** Returns the exit code: damage is a refusal, and having nothing to check is none. */
  int summarise() throws InterruptedException {
    ReadingProgress progress = new ReadingProgress(err, System.console() != null);
    GovernanceSummary summary = options.apply(builder).listener(progress).build().summarise();
    progress.end();
    if (options.json) {
      out.println(GovernanceReport.json(summary).canonical());
    } else {
      print(summary);
    }
    return exitCode(summary);
  }

  private static int exitCode(GovernanceSummary summary) {
    if (!summary.sources(Condition.BROKEN).isEmpty()) {
      return ExitCode.REFUSED;
    }
    return summary.isIntact() ? ExitCode.PASS : ExitCode.ERROR;
  }

  private void print(GovernanceSummary summary) {
    RunTally total = summary.runs().total();
    out.printf(
        Locale.ROOT,
        "Runs: %,d (%,d passed, %,d failed, %s)%n",
        total.runs(),
        total.passed(),
        total.failed(),
        percent(total.passRate()));
    RunFigures runs = summary.runs();
    if (runs.first() != null) {
      out.println("From: " + runs.first() + " to " + runs.last());
    }
  }

  private static String percent(OptionalDouble share) {
    return share.isEmpty()
        ? "no runs"
        : String.format(Locale.ROOT, "%.1f%%", share.getAsDouble() * 100);
  }
}
