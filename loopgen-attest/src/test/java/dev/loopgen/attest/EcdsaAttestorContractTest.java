package dev.loopgen.attest;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.attest.fixture.TestKeys;
import dev.loopgen.testkit.AttestorContract;

final class EcdsaAttestorContractTest extends AttestorContract {

  @Override
  protected Attestor attestor() {
    return new KeyAttestor(TestKeys.ECDSA);
  }

  @Override
  protected AttestationVerifier verifier() {
    return KeyAttestationVerifier.create();
  }

  @Override
  protected ExpectedIdentity identity() {
    return TestKeys.holderOf(TestKeys.ECDSA);
  }
}
