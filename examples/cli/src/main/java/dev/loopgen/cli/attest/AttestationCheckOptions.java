package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.cli.signing.AttestationTrust;
import dev.loopgen.cli.signing.ExpectedSignerOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that ask for a check of the bundles and name who must have signed them. */
public final class AttestationCheckOptions {

  @Option(
      names = "--attestation",
      description =
          "Also check the signed bundles of the entries; needs --signed-by or --identity.")
  boolean attestation;

  @Mixin ExpectedSignerOptions signers = new ExpectedSignerOptions();

  /**
   * Returns who must have signed, any one of those given; empty if no check is asked for.
   *
   * @throws IllegalArgumentException if a check is asked for but no signer named, or the other way
   *     round
   */
  public Optional<AttestationTrust> trust() {
    if (!attestation) {
      if (signers.isGiven()) {
        throw new IllegalArgumentException(
            "The options that say who must have signed need --attestation.");
      }
      return Optional.empty();
    }
    List<ExpectedIdentity> expected = signers.expected();
    if (expected.isEmpty()) {
      throw new IllegalArgumentException(
          "--attestation needs to know who must have signed. Name the signer with --signed-by,"
              + " or with --identity, --issuer and --trusted-root.");
    }
    return Optional.of(signers.trust(ExpectedIdentity.anyOf(expected)));
  }
}
