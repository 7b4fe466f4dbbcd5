package dev.loopgen.cli.ledger;

import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.support.VersionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Repairs the ledger's file. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Merges versions of the ledger, and copies it into a database or out of one.")
@Subcommands({MergeCommand.class, ImportCommand.class, ExportCommand.class})
public final class LedgerCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Used by picocli. */
  LedgerCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
