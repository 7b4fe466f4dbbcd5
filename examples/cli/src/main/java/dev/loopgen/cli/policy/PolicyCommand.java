package dev.loopgen.cli.policy;

import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.support.VersionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Creates, explains and tests the policy of a gate. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Creates, explains and tests the policy that audit check applies, and signs waivers.")
@Subcommands({
  PolicyInitCommand.class,
  PolicyExplainCommand.class,
  PolicyTestCommand.class,
  PolicyWaiveCommand.class
})
public final class PolicyCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Used by picocli. */
  PolicyCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
