package dev.loopgen.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the public half of a key. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Prints the verifier key of a private key, for those who verify.")
final class ShowKeyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file of the private key.")
  private Path file = Path.of("");

  /** Used by picocli. */
  ShowKeyCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(NoteKeys.pair(file).verifierKey());
    return ExitCode.PASS;
  }
}
