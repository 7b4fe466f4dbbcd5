package org.example.shop;

import static dev.loopgen.testkit.assertion.LoopgenAssertions.assertThat;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Passes only if the reviewer attested a passing run of exactly the tree on disk. */
final class AttestedChangeIT {

  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @Test
  void change_onDisk_isAttestedByTheReviewer() throws InterruptedException {
    ExpectedIdentity reviewer =
        new ExpectedIdentity.Key(SigningKey.readPublicKey(PROJECT.resolve("reviewer.pem")));
    GatePolicy policy =
        GatePolicy.builder()
            .require(new GatePolicy.RequiredLoop("check", TrustTier.KEY_SIGNED))
            .signer(reviewer)
            .build();

    GateDecision decision =
        Loopgen.gate(PROJECT)
            .policy(policy)
            .attestationVerifier(KeyAttestationVerifier.create())
            .build()
            .decide();

    assertThat(decision).accepted();
  }
}
