package dev.loopgen.cli.model;

import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.support.VersionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at the models that can make a change. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Looks at the model that a driven run would ask.")
@Subcommands(ModelCheckCommand.class)
public final class ModelCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Used by picocli. */
  ModelCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
