package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** The JDK's Ed25519 (RFC 8032) with keys as raw bytes. */
final class Ed25519 {

  /** The signature type identifier of C2SP signed-note. */
  static final byte TYPE = 1;

  static final int KEY_LENGTH = 32;

  static final int SIGNATURE_LENGTH = 64;

  private static final String NAME = "Ed25519";

  /** SubjectPublicKeyInfo of RFC 8410, section 4, up to the key. */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /** One of the two y coordinates of the points of order 8; the other is its negative. */
  private static final BigInteger ORDER_8 =
      new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

  /** The y coordinates of all points of order 1, 2, 4 and 8, for which anyone can sign. */
  private static final Set<BigInteger> SMALL_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          ORDER_8,
          P.subtract(ORDER_8));

  private Ed25519() {}

  /**
   * Reads a public key; rejects bytes that are not a canonical point, and points of small order.
   */
  static PublicKey publicKey(byte[] raw) {
    BigInteger y = yCoordinate(raw);
    if (y.compareTo(P) >= 0 || SMALL_ORDER.contains(y)) {
      throw new AttestationException(
          "The public key is not a valid Ed25519 point. Use another key.");
    }
    try {
      byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + KEY_LENGTH);
      System.arraycopy(raw, 0, encoded, SPKI.length, KEY_LENGTH);
      PublicKey key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
      Signature.getInstance(NAME).initVerify(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw unusable("The public key cannot be used with Ed25519", e);
    }
  }

  static PrivateKey privateKey(byte[] seed) {
    try {
      return KeyFactory.getInstance(NAME)
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (GeneralSecurityException e) {
      throw unusable("The private key cannot be used with Ed25519", e);
    }
  }

  /** Derives the public key from a private key, which the JDK does only when it generates both. */
  static byte[] derivePublic(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      KeyPair pair = generator.generateKeyPair();
      if (!(pair.getPrivate() instanceof EdECPrivateKey used)
          || !Arrays.equals(used.getBytes().orElse(null), seed)) {
        throw new AttestationException(
            "This Java runtime's Ed25519 provider does not generate a key pair from a given seed. "
                + "Put the JDK's own provider first.");
      }
      byte[] encoded = pair.getPublic().getEncoded();
      return Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
    } catch (GeneralSecurityException e) {
      throw unusable("An Ed25519 key pair cannot be generated", e);
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw unusable("The text cannot be signed with Ed25519", e);
    }
  }

  /** Verifies a signature of exactly 64 bytes; the JDK would ignore zero bytes after them. */
  static boolean verify(PublicKey key, byte[] message, byte[] signatureBytes) {
    if (signatureBytes.length != SIGNATURE_LENGTH) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signatureBytes);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw unusable("A signature cannot be checked with Ed25519", e);
    }
  }

  private static BigInteger yCoordinate(byte[] raw) {
    byte[] bigEndian = new byte[KEY_LENGTH];
    for (int i = 0; i < KEY_LENGTH; i++) {
      bigEndian[i] = raw[KEY_LENGTH - 1 - i];
    }
    return new BigInteger(1, bigEndian).clearBit(255);
  }

  private static AttestationException unusable(String what, GeneralSecurityException cause) {
    return new AttestationException(
        what + ". Check the key, and that this Java runtime has the module jdk.crypto.ec.", cause);
  }

  /** Feeds a given seed to the key pair generator. */
  private static final class Seed extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Seed(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}
