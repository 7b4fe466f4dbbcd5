package dev.loopgen.attest.sigstore;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.testkit.AttestationVerifierContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

final class RekorV2VerifierContractTest extends AttestationVerifierContract {

  private static final World WORLD = new World();

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Override
  protected AttestationVerifier verifier() {
    return WORLD.verifier();
  }

  @Override
  protected Attestor attestor() {
    return WORLD.attestor(2);
  }

  @Override
  protected ExpectedIdentity identity() {
    return World.shop();
  }

  @Override
  protected List<ExpectedIdentity> strangers() {
    return World.strangers();
  }
}
