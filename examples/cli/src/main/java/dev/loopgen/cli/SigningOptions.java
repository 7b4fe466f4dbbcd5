package dev.loopgen.cli;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.attest.KeyAttestor;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What there is to sign attestations with: the one place that chooses an attestor. */
final class SigningOptions {

  @Option(
      names = "--attest-key",
      paramLabel = "FILE",
      description = "Sign with the private key in this PEM file.")
  @Nullable Path key;

  /** Returns what signs; empty where there is nothing to sign with. */
  Optional<Attestor> attestor() {
    return Optional.ofNullable(key).map(file -> new KeyAttestor(SigningKeys.read(file)));
  }

  /**
   * Returns what signs.
   *
   * @throws IllegalArgumentException if there is nothing to sign with
   */
  Attestor requireAttestor() {
    return attestor()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is nothing to sign with. Name a key with --attest-key; loopgen keys"
                        + " generate-signing makes one."));
  }
}
