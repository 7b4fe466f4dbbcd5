package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The two kinds of keys that sign bundles. */
enum KeyAlgorithm {
  /** Ed25519 over the message itself. */
  ED25519("Ed25519", "Ed25519", "Ed25519"),
  /** ECDSA on the curve P-256 over the SHA-256 of the message, the signature in DER. */
  ECDSA_P256("ECDSA P-256", "EC", "SHA256withECDSA");

  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final BigInteger P256_B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

  private final String label;
  private final String keyType;
  private final String signature;

  KeyAlgorithm(String label, String keyType, String signature) {
    this.label = label;
    this.keyType = keyType;
    this.signature = signature;
  }

  String label() {
    return label;
  }

  /** Returns the JDK's name of the signature algorithm. */
  String signature() {
    return signature;
  }

  /**
   * Finds the algorithm of a public key.
   *
   * @throws AttestationException if it is neither, or a key of small order, for which anybody can
   *     sign
   */
  static KeyAlgorithm of(PublicKey key) {
    if (key instanceof ECPublicKey ec
        && ec.getParams().getOrder().equals(P256_ORDER)
        && ec.getParams().getCurve().getB().equals(P256_B)) {
      return ECDSA_P256;
    }
    if (key instanceof EdECPublicKey ed
        && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
      byte[] encoded = key.getEncoded();
      Ed25519.publicKey(
          Arrays.copyOfRange(encoded, encoded.length - Ed25519.KEY_LENGTH, encoded.length));
      return ED25519;
    }
    throw new AttestationException(
        "A key of type "
            + key.getAlgorithm()
            + " is not supported. Use an Ed25519 key, or an ECDSA key on the curve P-256.");
  }

  /**
   * Converts a key to the provider's own class.
   *
   * @throws AttestationException if the provider does not support the key
   */
  PublicKey translate(PublicKey key, Provider provider) {
    try {
      return KeyFactory.getInstance(keyType, provider)
          .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new AttestationException(
          "The provider "
              + provider.getName()
              + " does not support the "
              + label
              + " key. Use a provider that has "
              + signature
              + ".",
          e);
    }
  }

  /** Verifies a signature with the provider that the JDK chooses. */
  boolean verifies(PublicKey key, byte[] message, byte[] bytes) {
    return verifies(key, message, bytes, null);
  }

  /** Verifies a signature; false if it is wrong or not in the algorithm's canonical encoding. */
  boolean verifies(PublicKey key, byte[] message, byte[] bytes, @Nullable Provider provider) {
    boolean wellSpelled =
        this == ED25519
            ? bytes.length == Ed25519.SIGNATURE_LENGTH
            : EcdsaSignature.isCanonical(bytes, P256_ORDER);
    if (!wellSpelled) {
      return false;
    }
    try {
      Signature verifier =
          provider == null
              ? Signature.getInstance(signature)
              : Signature.getInstance(signature, provider);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(bytes);
    } catch (SignatureException | ProviderException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new AttestationException(
          "A signature cannot be checked with "
              + signature
              + ". Check that this Java runtime has the module jdk.crypto.ec.",
          e);
    }
  }
}
