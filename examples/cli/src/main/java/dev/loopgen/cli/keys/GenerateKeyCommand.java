package dev.loopgen.cli.keys;

import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.WitnessKeyPair;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.VersionProvider;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Generates a key that signs checkpoints. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Generates an Ed25519 key that signs or cosigns checkpoints, and prints its verifier key.")
final class GenerateKeyCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "The name of the key, which is the origin of its checkpoints: example.com/shop")
  private String name = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The new file of the private key, readable only by its owner; a hyphen is standard"
              + " output, and then the verifier key goes to standard error.")
  private @Nullable String out;

  @Option(
      names = "--witness",
      description = "Generate the key of a witness, which cosigns the checkpoints of others.")
  private boolean witness;

  /** Used by picocli. */
  GenerateKeyCommand() {}

  @Override
  public Integer call() {
    if (out == null) {
      throw new ParameterException(
          spec.commandLine(),
          "a private key is only shown on request: name its new file with --out");
    }
    if (witness) {
      WitnessKeyPair pair = WitnessKeyPair.generate(name, new SecureRandom());
      write(out, pair.privateKey(), pair.verifierKey());
    } else {
      NoteKeyPair pair = NoteKeyPair.generate(name, new SecureRandom());
      write(out, pair.privateKey(), pair.verifierKey());
    }
    return ExitCode.PASS;
  }

  private void write(String file, String privateKey, String verifierKey) {
    if (file.equals(STANDARD_OUTPUT)) {
      spec.commandLine().getOut().println(privateKey);
      spec.commandLine().getErr().println(verifierKey);
    } else {
      SecretFile.create(Path.of(file), privateKey + "\n");
      spec.commandLine().getOut().println(verifierKey);
    }
  }
}
