package dev.loopgen.cli;

import dev.loopgen.api.attest.AttestationVerifier;
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
      description =
          "Check also the signed bundles of the entries; needs --attestation-key, or"
              + " --identity.")
  boolean attestation;

  @Option(
      names = "--attestation-key",
      paramLabel = "FILE",
      description = "The public key, in PEM, whose holder must have signed the bundles.")
  @Nullable Path key;

  @Option(
      names = "--identity",
      paramLabel = "SIGNER",
      description =
          "The workflow with its ref, or the e-mail address, that must have signed; needs"
              + " --issuer and --trusted-root.")
  @Nullable String identity;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = "Who must have vouched for the identity, exactly.")
  @Nullable String issuer;

  @Option(
      names = "--repository",
      paramLabel = "URL",
      description = "The repository whose change was judged. Default: the workflow's own.")
  @Nullable String repository;

  @Option(
      names = "--trusted-root",
      paramLabel = "FILE",
      description = "The trusted_root.json of certificates, logs and timestamps.")
  @Nullable Path trustedRoot;

  /**
   * Returns who must have signed; empty where nobody asked.
   *
   * @throws IllegalArgumentException if it is asked for and not said who, or the other way round
   */
  Optional<AttestationTrust> trust() {
    if (!attestation) {
      if (key != null
          || identity != null
          || issuer != null
          || repository != null
          || trustedRoot != null) {
        throw new IllegalArgumentException(
            "The options that say who must have signed need --attestation.");
      }
      return Optional.empty();
    }
    if ((key == null) == (identity == null)) {
      throw new IllegalArgumentException(
          "--attestation needs to know who must have signed. Say it with --attestation-key, or with"
              + " --identity, --issuer and --trusted-root.");
    }
    ExpectedIdentity expected = expected();
    return Optional.of(new AttestationTrust(verifier(), expected));
  }

  private ExpectedIdentity expected() {
    if (key != null) {
      if (issuer != null || repository != null) {
        throw new IllegalArgumentException("A key has no issuer and no repository.");
      }
      return new ExpectedIdentity.Key(SigningKeys.readPublic(key));
    }
    if (identity == null || issuer == null || trustedRoot == null) {
      throw new IllegalArgumentException("--identity needs --issuer and --trusted-root.");
    }
    return ExpectedSigner.of(identity, issuer, Optional.ofNullable(repository));
  }

  private AttestationVerifier verifier() {
    return trustedRoot == null
        ? KeyAttestationVerifier.create()
        : new Keyless(trustedRoot).verifier();
  }
}
