package dev.loopgen.attest.sigstore;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A public key and its signature algorithm. Thread-safe.
 *
 * <p>BouncyCastle verifies the signatures, in an eighth of the JDK's time for the curve P-256. Its
 * provider is not installed in the process.
 */
final class SignatureKey {

  /** Verifies signatures; not installed in the process. */
  static final Provider PROVIDER = new BouncyCastleProvider();

  private static final List<String> KEY_TYPES = List.of("EC", "Ed25519", "RSA");
  private static final int MIN_RSA_BITS = 2048;

  private final PublicKey key;
  private final PublicKey verifying;
  private final String algorithm;

  private SignatureKey(PublicKey key, PublicKey verifying, String algorithm) {
    this.key = key;
    this.verifying = verifying;
    this.algorithm = algorithm;
  }

  /** Returns the key, or empty if its kind is not supported. */
  static Optional<SignatureKey> of(PublicKey key) {
    return algorithm(key).flatMap(algorithm -> of(key, algorithm));
  }

  private static Optional<SignatureKey> of(PublicKey key, String algorithm) {
    try {
      String type = key.getAlgorithm().equals("EdDSA") ? "Ed25519" : key.getAlgorithm();
      PublicKey verifying =
          KeyFactory.getInstance(type, PROVIDER)
              .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
      return Optional.of(new SignatureKey(key, verifying, algorithm));
    } catch (GeneralSecurityException | RuntimeException unusable) {
      return Optional.empty();
    }
  }

  /** Reads a SubjectPublicKeyInfo; empty if it is invalid or its kind is not supported. */
  static Optional<SignatureKey> ofDer(byte[] spki) {
    for (String type : KEY_TYPES) {
      try {
        return of(KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(spki)));
      } catch (GeneralSecurityException anotherType) {
        continue;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> algorithm(PublicKey key) {
    if (key instanceof ECPublicKey ec) {
      return switch (ec.getParams().getOrder().bitLength()) {
        case 256 -> Optional.of("SHA256withECDSA");
        case 384 -> Optional.of("SHA384withECDSA");
        case 521 -> Optional.of("SHA512withECDSA");
        default -> Optional.empty();
      };
    }
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
      return Optional.of("SHA256withRSA");
    }
    return key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")
        ? Optional.of("Ed25519")
        : Optional.empty();
  }

  /**
   * Tells whether the holder of the private key signed the message; false for a malformed
   * signature.
   */
  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm, PROVIDER);
      verifier.initVerify(verifying);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException | RuntimeException malformed) {
      return false;
    }
  }

  PublicKey publicKey() {
    return key;
  }

  byte[] der() {
    return key.getEncoded();
  }
}
