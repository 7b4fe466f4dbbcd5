package dev.loopgen.cli;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.sigstore.SigstoreVerifier;
import dev.loopgen.attest.sigstore.TrustedRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whom a caller expects to have signed: the one place that chooses a verifier. */
final class AttestationOptions {

  @Option(
      names = "--attestation",
      description =
          "Check also the signed bundles of the entries; needs --attestation-key, or"
              + " --identity.")
  boolean attestation;

  @Option(
      names = "--attestation-key",
      paramLabel = "FILE",
      description =
          "A public key, in PEM, whose holder may have signed the bundles; may be repeated.")
  List<Path> keys = List.of();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  List<ExpectedSigner> signers = new ArrayList<>();

  @Option(
      names = "--trusted-root",
      paramLabel = "FILE",
      description = "The trusted_root.json of certificates, logs and timestamps.")
  @Nullable Path trustedRoot;

  /**
   * Returns who must have signed, any one of those given; empty where nobody asked.
   *
   * @throws IllegalArgumentException if it is asked for and not said who, or the other way round
   */
  Optional<AttestationTrust> trust() {
    if (!attestation) {
      if (!keys.isEmpty() || !signers.isEmpty() || trustedRoot != null) {
        throw new IllegalArgumentException(
            "The options that say who must have signed need --attestation.");
      }
      return Optional.empty();
    }
    if (keys.isEmpty() && signers.isEmpty()) {
      throw new IllegalArgumentException(
          "--attestation needs to know who must have signed. Say it with --attestation-key, or with"
              + " --identity, --issuer and --trusted-root.");
    }
    List<ExpectedIdentity> expected = new ArrayList<>();
    keys.forEach(key -> expected.add(new ExpectedIdentity.Key(SigningKeys.readPublic(key))));
    signers.forEach(signer -> expected.add(signer.identity()));
    return Optional.of(new AttestationTrust(verifier(), ExpectedIdentity.anyOf(expected)));
  }

  private AttestationVerifier verifier() {
    if (trustedRoot != null) {
      return SigstoreVerifier.of(TrustedRoot.read(trustedRoot));
    }
    if (!signers.isEmpty()) {
      throw new IllegalArgumentException("--identity needs --trusted-root.");
    }
    return KeyAttestationVerifier.create();
  }
}
