package dev.loopgen.cli.keys;

import dev.loopgen.attest.SigningKey;
import dev.loopgen.cli.signing.SigningKeyReader;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Generates a key that signs attestations. */
@Command(
    name = "generate-signing",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Generates a key that signs attestations, and prints its public key in PEM.")
final class GenerateSigningKeyCommand implements Callable<Integer> {

  /** The kinds of keys that sign attestations. */
  enum Algorithm {
    /** Ed25519. */
    ED25519,
    /** ECDSA on the curve P-256. */
    ECDSA_P256
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The new file of the key, readable only by its owner.")
  private Path out = Path.of("");

  @Option(
      names = "--public",
      paramLabel = "FILE",
      description = "Write the public key to this new file instead of standard output.")
  private @Nullable Path publicFile;

  @Option(
      names = "--algorithm",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}",
      defaultValue = "ED25519")
  private Algorithm algorithm = Algorithm.ED25519;

  /** Used by picocli. */
  GenerateSigningKeyCommand() {}

  @Override
  public Integer call() {
    if (publicFile != null && Files.exists(publicFile)) {
      throw new IllegalArgumentException(publicFile + " exists. Name another file.");
    }
    SecureRandom random = new SecureRandom();
    SigningKey key =
        algorithm == Algorithm.ED25519
            ? SigningKey.generateEd25519(random)
            : SigningKey.generateEcdsa(random);
    SecretFile.create(out, SigningKeyReader.text(key));
    if (publicFile == null) {
      spec.commandLine().getOut().print(key.publicPem());
    } else {
      TextFile.write("public key", publicFile, key.publicPem(), text -> false);
    }
    return ExitCode.PASS;
  }
}
