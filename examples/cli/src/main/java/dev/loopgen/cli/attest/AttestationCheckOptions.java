package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.cli.signing.AttestationTrust;
import dev.loopgen.cli.signing.ExpectedSignerOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the bundles are to be checked, and who must have signed them. */
public final class AttestationCheckOptions {

  @Option(
      names = "--attestation",
      description =
          "Check also the signed bundles of the entries; needs --signed-by, or" + " --identity.")
  boolean attestation;

  @Mixin ExpectedSignerOptions signers = new ExpectedSignerOptions();

  /**
   * Returns who must have signed, any one of those given; empty where nobody asked.
   *
   * @throws IllegalArgumentException if it is asked for and not said who, or the other way round
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
          "--attestation needs to know who must have signed. Say it with --signed-by, or with"
              + " --identity, --issuer and --trusted-root.");
    }
    return Optional.of(signers.trust(ExpectedIdentity.anyOf(expected)));
  }
}
