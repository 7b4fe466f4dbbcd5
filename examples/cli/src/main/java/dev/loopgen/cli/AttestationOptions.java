package dev.loopgen.cli;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.attest.KeyAttestationVerifier;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a caller expects to have signed: the one place that chooses a verifier. */
final class AttestationOptions {

  @Option(
      names = "--attestation",
      description = "Check also the signed bundles of the entries; needs --attestation-key.")
  boolean attestation;

  @Option(
      names = "--attestation-key",
      paramLabel = "FILE",
      description = "The public key, in PEM, whose holder must have signed the bundles.")
  @Nullable Path key;

  /**
   * Returns who must have signed; empty where nobody asked.
   *
   * @throws IllegalArgumentException if it is asked for and not said who, or the other way round
   */
  Optional<AttestationTrust> trust() {
    if (!attestation) {
      if (key != null) {
        throw new IllegalArgumentException("--attestation-key needs --attestation.");
      }
      return Optional.empty();
    }
    if (key == null) {
      throw new IllegalArgumentException(
          "--attestation needs to know who must have signed. Say it with --attestation-key.");
    }
    return Optional.of(
        new AttestationTrust(
            KeyAttestationVerifier.create(),
            new ExpectedIdentity.Key(SigningKeys.readPublic(key))));
  }
}
