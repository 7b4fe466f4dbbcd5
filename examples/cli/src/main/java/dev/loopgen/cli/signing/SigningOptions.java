package dev.loopgen.cli.signing;

import dev.loopgen.api.attest.Attestor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what signs attestations. */
public final class SigningOptions {

  @Option(
      names = "--sign-with",
      paramLabel = "FILE",
      description = "Sign with the private key in this PEM file.")
  public @Nullable Path key;

  @Option(
      names = "--trusted-root",
      paramLabel = "FILE",
      description = "Sign as the running CI job: the trusted_root.json that checks the result.")
  @Nullable Path trustedRoot;

  @Option(
      names = "--signing-config",
      paramLabel = "FILE",
      description = "Sign as the running CI job: the signing_config.json that names the services.")
  @Nullable Path signingConfig;

  @Option(
      names = "--attest-private",
      description =
          "Sign even if the repository is not public. Its name and run go to the services'"
              + " logs, which may be public.")
  boolean anyVisibility;

  /** Returns the file of the trusted root, or null. */
  public @Nullable Path trustedRoot() {
    return trustedRoot;
  }

  /**
   * Returns the attestor; empty if there is nothing to sign with.
   *
   * @throws IllegalArgumentException if the options contradict each other or a file cannot be read
   */
  public Optional<Attestor> attestor(Map<String, String> environment) {
    return means().attestor(environment);
  }

  /**
   * Returns the attestor.
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
