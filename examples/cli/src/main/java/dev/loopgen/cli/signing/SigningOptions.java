package dev.loopgen.cli.signing;

import dev.loopgen.api.attest.Attestor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What there is to sign attestations with. */
public final class SigningOptions {

  @Option(
      names = "--sign-with",
      paramLabel = "FILE",
      description = "Sign with the private key in this PEM file.")
  public @Nullable Path key;

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
  public Optional<Attestor> attestor(Map<String, String> environment) {
    return means().attestor(environment);
  }

  /**
   * Returns what signs.
   *
   * @throws IllegalArgumentException if there is nothing to sign with
   */
  public Attestor requireAttestor(Map<String, String> environment) {
    return means().requireAttestor(environment);
  }

  private AttestorFactory means() {
    return new AttestorFactory(key, trustedRoot, signingConfig, anyVisibility);
  }
}
