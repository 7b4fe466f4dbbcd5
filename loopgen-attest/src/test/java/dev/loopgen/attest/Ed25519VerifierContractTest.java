package dev.loopgen.attest;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.attest.fixture.TestKeys;
import dev.loopgen.testkit.AttestationVerifierContract;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class Ed25519VerifierContractTest extends AttestationVerifierContract {

  @Override
  protected AttestationVerifier verifier() {
    return KeyAttestationVerifier.create();
  }

  @Override
  protected Attestor attestor() {
    return new KeyAttestor(TestKeys.ED25519);
  }

  @Override
  protected ExpectedIdentity identity() {
    return TestKeys.holderOf(TestKeys.ED25519);
  }

  @Override
  protected List<ExpectedIdentity> strangers() {
    return List.of(
        TestKeys.holderOf(TestKeys.STRANGER),
        TestKeys.holderOf(TestKeys.ECDSA_STRANGER),
        new ExpectedIdentity.Person("https://accounts.google.com", "a@acme.test"),
        CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
            .ref(ClaimRule.exactly("refs/heads/main"))
            .build());
  }
}
