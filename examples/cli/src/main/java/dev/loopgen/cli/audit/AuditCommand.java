package dev.loopgen.cli.audit;

import dev.loopgen.cli.checkpoint.CheckpointCommand;
import dev.loopgen.cli.checkpoint.ProveCommand;
import dev.loopgen.cli.summary.AggregateCommand;
import dev.loopgen.cli.summary.ExportRunsCommand;
import dev.loopgen.cli.summary.SummaryCommand;
import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.support.VersionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of the commands that read the ledger. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Verifies, signs, lists and summarises ledgers, and decides whether one has the"
            + " required evidence.")
@Subcommands({
  VerifyCommand.class,
  CheckCommand.class,
  LogCommand.class,
  SummaryCommand.class,
  AggregateCommand.class,
  ExportRunsCommand.class,
  CheckpointCommand.class,
  ProveCommand.class
})
public final class AuditCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Used by picocli. */
  AuditCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
