package dev.loopgen.cli.summary;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.GovernanceBuilder;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the runs of ledgers as a table. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Prints the runs of ledgers as a table, one row each. Exits with 0 only if all ledgers are"
            + " intact; rows of those that are not say so.")
public final class ExportRunsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private LedgerPaths ledgers;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = TableFormat.Converter.class,
      description = "csv, safe for spreadsheets, or jsonl, exact; csv if not given.")
  private TableFormat format = TableFormat.CSV;

  @Mixin private RunSelectionOptions selection;

  /** Used by picocli. */
  ExportRunsCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    GovernanceBuilder builder = ledgers.builder(err).figuresOnly();
    selection.apply(builder);
    RunTable table = format.writer(spec.commandLine().getOut());
    GovernanceSummary summary = builder.build().export(table);
    table.end();
    summary.sources().stream()
        .filter(source -> !source.status().isIntact())
        .forEach(source -> report(source, err));
    return SummaryOutput.exitCode(summary);
  }

  private static void report(SourceSummary source, PrintWriter err) {
    err.println(
        "loopgen: "
            + Console.sentence(source.label() + ": " + source.status().describe())
            + (source.entries() == 0
                ? " It has no rows."
                : " Its rows say that they are not trusted."));
  }
}
