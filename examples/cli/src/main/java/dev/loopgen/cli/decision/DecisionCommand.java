package dev.loopgen.cli.decision;

import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.support.VersionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Works with signed decisions. */
@Command(
    name = "decision",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Checks signed decisions about a tree.")
@Subcommands(DecisionVerifyCommand.class)
public final class DecisionCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Used by picocli. */
  DecisionCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
