package dev.loopgen.attest;

import dev.loopgen.api.attest.ExpectedIdentity;
import java.security.SecureRandom;

/** The keys of these tests, made once. */
final class TestKeys {

  static final SigningKey ED25519 = SigningKey.generateEd25519(new SecureRandom());
  static final SigningKey ECDSA = SigningKey.generateEcdsa(new SecureRandom());
  static final SigningKey STRANGER = SigningKey.generateEd25519(new SecureRandom());
  static final SigningKey ECDSA_STRANGER = SigningKey.generateEcdsa(new SecureRandom());

  private TestKeys() {}

  static ExpectedIdentity holderOf(SigningKey key) {
    return new ExpectedIdentity.Key(key.publicKey());
  }
}
