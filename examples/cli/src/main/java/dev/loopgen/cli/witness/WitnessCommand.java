package dev.loopgen.cli.witness;

import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.support.VersionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Cosigns the checkpoints of others, and compares cosigned ones. */
@Command(
    name = "witness",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Cosigns the checkpoints of others (C2SP tlog-witness), and compares such ones.")
@Subcommands({AddLogCommand.class, ServeCommand.class, CompareCommand.class})
public final class WitnessCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Used by picocli. */
  WitnessCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
