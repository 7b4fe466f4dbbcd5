package dev.loopgen.cli.summary;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.core.GovernanceBuilder;
import dev.loopgen.report.GovernanceReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;

/** Summarises, prints, and writes the requested files. */
final class SummaryOutput {

  private final PrintWriter out;
  private final PrintWriter err;
  private final SummaryOptions options;

  private SummaryOutput(CommandLine command, SummaryOptions options) {
    this.out = command.getOut();
    this.err = command.getErr();
    this.options = options;
  }

  /**
   * Summarises the ledgers of a builder.
   *
   * @return the exit code: damage and a refuted attestation are refusals, nothing to check is an
   *     error
   */
  static int summarise(CommandLine command, SummaryOptions options, GovernanceBuilder builder)
      throws InterruptedException {
    return new SummaryOutput(command, options).summarise(builder);
  }

  private int summarise(GovernanceBuilder builder) throws InterruptedException {
    Optional.ofNullable(options.report).ifPresent(ReportFile::check);
    Optional.ofNullable(options.html).ifPresent(ReportFile::check);
    ReadingProgress progress = new ReadingProgress(err, System.console() != null);
    GovernanceSummary summary = options.apply(builder).listener(progress).build().summarise();
    progress.end();
    write(summary);
    if (options.json) {
      out.println(GovernanceReport.json(summary).canonical());
    } else {
      out.print(GovernanceReport.text(summary));
      out.flush();
    }
    return exitCode(summary);
  }

  private void write(GovernanceSummary summary) {
    if (options.report != null) {
      ReportFile.write(options.report, GovernanceReport.markdown(summary));
    }
    if (options.html != null) {
      Instant now = Clock.systemUTC().instant();
      String title = options.title;
      ReportFile.write(
          options.html,
          title == null
              ? GovernanceReport.html(summary, now)
              : GovernanceReport.html(summary, now, title));
    }
  }

  /** Returns the exit code for what was read: damage and a refuted attestation are refusals. */
  static int exitCode(GovernanceSummary summary) {
    if (!summary.sources(Condition.BROKEN).isEmpty()
        || summary.runs().count(TrustTier.REFUTED) > 0) {
      return ExitCode.REFUSED;
    }
    return summary.isIntact() ? ExitCode.PASS : ExitCode.ERROR;
  }
}
