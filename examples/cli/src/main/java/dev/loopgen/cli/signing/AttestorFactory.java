package dev.loopgen.cli.signing;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.attest.KeyAttestor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates the attestor from the options on the command line. No other class chooses one.
 *
 * @param key the file of a private key, or null
 * @param trustedRoot the file of the trusted root that checks the result, or null
 * @param signingConfig the file that names the services, or null
 * @param anyVisibility whether to sign for repositories that are not public
 */
public record AttestorFactory(
    @Nullable Path key,
    @Nullable Path trustedRoot,
    @Nullable Path signingConfig,
    boolean anyVisibility) {

  /**
   * Returns the attestor; empty if there is nothing to sign with.
   *
   * @throws IllegalArgumentException if the options contradict each other or a file cannot be read
   */
  Optional<Attestor> attestor(Map<String, String> environment) {
    if ((trustedRoot == null) != (signingConfig == null)) {
      throw new IllegalArgumentException(
          "--trusted-root and --signing-config need each other: one says whom to trust, the"
              + " other where to sign.");
    }
    if (key != null && trustedRoot != null) {
      throw new IllegalArgumentException(
          "--sign-with contradicts --trusted-root. Sign with a key, or as the CI job.");
    }
    if (key != null) {
      return Optional.of(new KeyAttestor(SigningKeyReader.read(key)));
    }
    if (trustedRoot == null || signingConfig == null) {
      return Optional.empty();
    }
    return new KeylessSupport(trustedRoot).attestor(signingConfig, anyVisibility, environment);
  }

  /**
   * Returns the attestor.
   *
   * @throws IllegalArgumentException if there is nothing to sign with
   */
  public Attestor requireAttestor(Map<String, String> environment) {
    return attestor(environment)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    trustedRoot == null
                        ? "There is nothing to sign with. Name a key with --sign-with or, in a"
                            + " CI job, give --trusted-root and --signing-config."
                        : "There is nothing to sign with: the environment has no CI job's"
                            + " identity. Allow the job to get identity tokens, or name a key with"
                            + " --sign-with."));
  }
}
