package dev.loopgen.attest.sigstore;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.testkit.AttestorContract;
import org.junit.jupiter.api.AfterAll;

final class RekorV2AttestorContractTest extends AttestorContract {

  private static final World WORLD = new World();

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Override
  protected Attestor attestor() {
    return WORLD.attestor(2);
  }

  @Override
  protected AttestationVerifier verifier() {
    return WORLD.verifier();
  }

  @Override
  protected ExpectedIdentity identity() {
    return World.shop();
  }
}
