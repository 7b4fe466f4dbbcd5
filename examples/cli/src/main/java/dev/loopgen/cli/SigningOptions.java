package dev.loopgen.cli;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.attest.KeyAttestor;
import java.nio.file.Path;
import java.util.Map;
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

  @Option(
      names = "--trusted-root",
      paramLabel = "FILE",
      description = "Sign as the CI job that runs: the trusted_root.json to check the result with.")
  @Nullable Path trustedRoot;

  @Option(
      names = "--signing-config",
      paramLabel = "FILE",
      description = "Sign as the CI job that runs: the signing_config.json that names services.")
  @Nullable Path signingConfig;

  @Option(
      names = "--attest-private",
      description =
          "Sign also for a repository that is not public, which tells the services' logs,"
              + " and so perhaps everybody, its name and its run.")
  boolean anyVisibility;

  /**
   * Returns what signs; empty where there is nothing to sign with.
   *
   * @throws IllegalArgumentException if the options contradict each other or a file cannot be read
   */
  Optional<Attestor> attestor(Map<String, String> environment) {
    if ((trustedRoot == null) != (signingConfig == null)) {
      throw new IllegalArgumentException(
          "--trusted-root and --signing-config need each other: one says whom to believe, the other"
              + " where to sign.");
    }
    if (key != null && trustedRoot != null) {
      throw new IllegalArgumentException(
          "--attest-key stands beside --trusted-root. Sign with a key, or as the CI job.");
    }
    if (key != null) {
      return Optional.of(new KeyAttestor(SigningKeys.read(key)));
    }
    if (trustedRoot == null || signingConfig == null) {
      return Optional.empty();
    }
    return new Keyless(trustedRoot).attestor(signingConfig, anyVisibility, environment);
  }

  /**
   * Returns what signs.
   *
   * @throws IllegalArgumentException if there is nothing to sign with
   */
  Attestor requireAttestor(Map<String, String> environment) {
    return attestor(environment)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    trustedRoot == null
                        ? "There is nothing to sign with. Name a key with --attest-key, or in a CI"
                            + " job --trusted-root and --signing-config."
                        : "There is nothing to sign with: the environment has no identity of a CI"
                            + " job. Allow the job to get identity tokens, or name a key with"
                            + " --attest-key."));
  }
}
