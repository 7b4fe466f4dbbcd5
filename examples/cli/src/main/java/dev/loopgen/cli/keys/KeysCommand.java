package dev.loopgen.cli.keys;

import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.support.VersionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Generates and shows the keys that sign checkpoints and attestations. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Generates and shows the keys that sign checkpoints and attestations.")
@Subcommands({GenerateKeyCommand.class, GenerateSigningKeyCommand.class, ShowKeyCommand.class})
public final class KeysCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Used by picocli. */
  KeysCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
