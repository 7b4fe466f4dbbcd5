package dev.loopgen.attest;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.attest.fixture.TestKeys;
import dev.loopgen.testkit.SummaryVerifierContract;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class KeySummaryContractTest extends SummaryVerifierContract {

  @Override
  protected SummaryVerifier verifier() {
    return KeyAttestationVerifier.create();
  }

  @Override
  protected Attestor attestor() {
    return new KeyAttestor(TestKeys.ECDSA);
  }

  @Override
  protected ExpectedIdentity identity() {
    return TestKeys.holderOf(TestKeys.ECDSA);
  }

  @Override
  protected List<ExpectedIdentity> strangers() {
    return List.of(
        TestKeys.holderOf(TestKeys.ECDSA_STRANGER),
        TestKeys.holderOf(TestKeys.ED25519),
        new ExpectedIdentity.Person("https://accounts.google.com", "a@acme.test"));
  }
}
