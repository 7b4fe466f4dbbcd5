package dev.loopgen.spark;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.report.GovernanceReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code spark-submit} runs: summarises ledgers on the cluster that it was submitted to. */
@Command(
    name = "loopgen-spark",
    mixinStandardHelpOptions = true,
    description =
        "Summarises the runs of many ledgers, counting an entry in several of them once. Exits"
            + " with 0 only if all are intact.")
final class RollupCommand implements Callable<Integer> {

  private static final int REFUSED = 1;
  private static final int ERROR = 2;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "A ledger, or a directory whose audit.jsonl files are all read, in any file system that"
              + " the cluster knows.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the summary as JSON to this file.")
  private @Nullable String json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a report in Markdown to this file.")
  private @Nullable String report;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a dashboard to this file: one page that loads nothing.")
  private @Nullable String html;

  @Option(
      names = "--runs",
      paramLabel = "DIRECTORY",
      description = "Write the table of runs as Parquet to this directory, which must not exist.")
  private @Nullable String runs;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      description = "Count only runs from this instant on, for example 2026-11-23T12:00:00Z.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      description = "Count only runs before this instant.")
  private @Nullable Instant until;

  RollupCommand() {}

  /** Runs a command line; returns the exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new RollupCommand());
    line.setOut(out);
    line.setErr(err);
    line.registerConverter(Instant.class, RollupCommand::instant);
    line.getCommandSpec().exitCodeOnExecutionException(ERROR);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof LoopgenException || failure instanceof IllegalArgumentException) {
            err.println("loopgen-spark: " + failure.getMessage());
            return ERROR;
          }
          if (failure instanceof IOException) {
            err.println("loopgen-spark: A result cannot be written: " + failure.getMessage());
            return ERROR;
          }
          throw failure;
        });
    return line.execute(arguments);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new CommandLine.TypeConversionException(
          "an instant must look like 2026-11-23T12:00:00Z, but is " + text);
    }
  }

  @Override
  public Integer call() throws IOException {
    SparkSession session = SparkSession.builder().appName("loopgen roll-up").getOrCreate();
    try (LedgerRollup rollup = rollup(session)) {
      Configuration configuration = session.sparkContext().hadoopConfiguration();
      OutputFile.check(configuration, json, report, html);
      OutputFile.requireNew(configuration, runs);
      GovernanceSummary summary = rollup.summarise();
      if (runs != null) {
        rollup.runs().write().parquet(runs);
      }
      OutputFile.write(
          configuration, json, () -> GovernanceReport.json(summary).canonical() + "\n");
      OutputFile.write(configuration, report, () -> GovernanceReport.markdown(summary));
      OutputFile.write(
          configuration, html, () -> GovernanceReport.html(summary, Clock.systemUTC().instant()));
      PrintWriter out = spec.commandLine().getOut();
      out.print(GovernanceReport.text(summary));
      out.flush();
      return exitCode(summary);
    }
  }

  private LedgerRollup rollup(SparkSession session) {
    if (since != null && until != null && !since.isBefore(until)) {
      throw new IllegalArgumentException(
          "--since " + since + " is not before --until " + until + ", which leaves no run.");
    }
    LedgerRollup.Builder builder = LedgerRollup.builder(session);
    paths.forEach(builder::path);
    if (since != null) {
      builder.since(since);
    }
    if (until != null) {
      builder.until(until);
    }
    return report == null && html == null ? builder.figuresOnly().build() : builder.build();
  }

  private static int exitCode(GovernanceSummary summary) {
    if (!summary.sources(Condition.BROKEN).isEmpty()) {
      return REFUSED;
    }
    return summary.isIntact() ? 0 : ERROR;
  }
}
