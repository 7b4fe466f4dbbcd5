package dev.loopgen.attest.sigstore;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.testkit.AttestorContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class RekorV2AttestorContractTest extends AttestorContract {

  private final SigstoreScenario world = new SigstoreScenario();

  @AfterAll
  void close() {
    world.close();
  }

  @Override
  protected Attestor attestor() {
    return world.attestor(2);
  }

  @Override
  protected AttestationVerifier verifier() {
    return world.verifier();
  }

  @Override
  protected ExpectedIdentity identity() {
    return SigstoreScenario.shop();
  }
}
