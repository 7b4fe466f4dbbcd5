package dev.loopgen.attest.sigstore;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.testkit.AttestationVerifierContract;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** A verifier of keys that takes signatures from another provider owes what any other does. */
@Tag("slow")
final class BouncyCastleKeyVerifierContractTest {

  @Nested
  final class Ed25519 extends OfKey {

    Ed25519() {
      super(SigningKey.generateEd25519(new SecureRandom()));
    }
  }

  @Nested
  final class Ecdsa extends OfKey {

    Ecdsa() {
      super(SigningKey.generateEcdsa(new SecureRandom()));
    }
  }

  abstract static class OfKey extends AttestationVerifierContract {

    private final SigningKey key;

    OfKey(SigningKey key) {
      this.key = key;
    }

    @Override
    protected AttestationVerifier verifier() {
      return KeyAttestationVerifier.builder().provider(SignatureKey.PROVIDER).build();
    }

    @Override
    protected Attestor attestor() {
      return new KeyAttestor(key);
    }

    @Override
    protected ExpectedIdentity identity() {
      return new ExpectedIdentity.Key(key.publicKey());
    }

    @Override
    protected List<ExpectedIdentity> strangers() {
      return List.of(
          new ExpectedIdentity.Key(SigningKey.generateEd25519(new SecureRandom()).publicKey()),
          new ExpectedIdentity.Key(SigningKey.generateEcdsa(new SecureRandom()).publicKey()),
          SigstoreScenario.shop());
    }
  }
}
