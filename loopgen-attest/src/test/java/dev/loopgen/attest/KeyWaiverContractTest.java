package dev.loopgen.attest;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.attest.fixture.TestKeys;
import dev.loopgen.testkit.WaiverVerifierContract;
import java.util.List;

final class KeyWaiverContractTest extends WaiverVerifierContract {

  @Override
  protected WaiverVerifier verifier() {
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
        TestKeys.holderOf(TestKeys.ECDSA),
        new ExpectedIdentity.Person("https://accounts.google.com", "a@acme.test"));
  }
}
