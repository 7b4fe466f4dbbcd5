package dev.loopgen.cli.keys;

import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.attest.WitnessKeyPair;
import dev.loopgen.cli.signing.KeyKind;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
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
    versionProvider = VersionProvider.class,
    description =
        "Prints the public half of a private key, to give to verifiers: the verifier key of a"
            + " checkpoint key, or the public key in PEM of a signing key.")
final class ShowKeyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file of the private key.")
  private Path file = Path.of("");

  /** Used by picocli. */
  ShowKeyCommand() {}

  @Override
  public Integer call() {
    KeyKind.requireFile("FILE", file.toString());
    String text = TextFile.read("key", file);
    PrintWriter out = spec.commandLine().getOut();
    if (KeyKind.of(text) == KeyKind.SIGNING) {
      out.print(SigningKey.fromPem(text).publicPem());
    } else {
      KeyKind.NOTE.require("keys show", file, text);
      out.println(
          WitnessKeyPair.isForm(text.strip())
              ? WitnessKeyPair.parse(text.strip()).verifierKey()
              : NoteKeyPair.parse(text.strip()).verifierKey());
    }
    return ExitCode.PASS;
  }
}
