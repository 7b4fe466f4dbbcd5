package dev.loopgen.cli.agents;

import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.support.VersionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Helps to have tests judged. */
@Command(
    name = "tests",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Proposes how the tests of a project are judged.")
@Subcommands(TestsSuggestCommand.class)
public final class TestsCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Used by picocli. */
  TestsCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
