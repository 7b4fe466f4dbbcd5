package dev.loopgen.cli;

import dev.loopgen.api.attest.ExpectedIdentity;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the bundles are to be checked, and who must have signed them. */
final class AttestationOptions {

  @Option(
      names = "--attestation",
      description =
          "Check also the signed bundles of the entries; needs --signed-by, or" + " --identity.")
  boolean attestation;

  @Mixin SignerOptions signers = new SignerOptions();

  /**
   * Returns who must have signed, any one of those given; empty where nobody asked.
   *
   * @throws IllegalArgumentException if it is asked for and not said who, or the other way round
   */
  Optional<AttestationTrust> trust() {
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
          "--attestation needs to know who must have signed. Say it with --signed-by, or with"
              + " --identity, --issuer and --trusted-root.");
    }
    return Optional.of(signers.trust(ExpectedIdentity.anyOf(expected)));
  }
}
