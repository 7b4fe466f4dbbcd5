package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Keys as texts: PKCS#8 and SubjectPublicKeyInfo between PEM's lines. */
final class Pem {

  private static final List<String> ALGORITHMS = List.of("Ed25519", "EC");

  /** How ECPrivateKey (RFC 5915) ends with a public key on the curve P-256, up to the point. */
  private static final byte[] WITHIN = HexFormat.of().parseHex("a144034200");

  /** SubjectPublicKeyInfo of a key on the curve P-256, up to the point. */
  private static final byte[] P256 =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private static final int POINT_LENGTH = 65;

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static PublicKey publicKey(String pem) {
    byte[] der = decode("PUBLIC KEY", pem);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException anotherOne) {
        continue;
      }
    }
    throw new AttestationException(
        "The public key is neither one for Ed25519 nor for ECDSA. Make one with openssl genpkey.");
  }

  static PrivateKey privateKey(String pem) {
    byte[] der = decode("PRIVATE KEY", pem);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException anotherOne) {
        continue;
      }
    }
    throw new AttestationException(
        "The private key is neither one for Ed25519 nor for ECDSA. Make one with openssl genpkey.");
  }

  /** Reads the public key that a private one for ECDSA holds; nothing shows that they match. */
  static PublicKey publicKeyWithin(String pem) {
    byte[] der = decode("PRIVATE KEY", pem);
    int point = der.length - POINT_LENGTH;
    int from = point - WITHIN.length;
    if (from < 0 || !Arrays.equals(der, from, point, WITHIN, 0, WITHIN.length)) {
      throw new AttestationException(
          "The private key does not hold its public key. Append what openssl pkey -pubout says.");
    }
    byte[] encoded = Arrays.copyOf(P256, P256.length + POINT_LENGTH);
    System.arraycopy(der, point, encoded, P256.length, POINT_LENGTH);
    return publicKey(encode("PUBLIC KEY", encoded));
  }

  static String encode(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + LINES.encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static byte[] decode(String label, String pem) {
    String text = pem.strip();
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    if (text.length() > begin.length() + end.length()
        && text.startsWith(begin)
        && text.endsWith(end)) {
      String body = text.substring(begin.length(), text.length() - end.length());
      try {
        return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
      } catch (IllegalArgumentException e) {
        throw new AttestationException(
            "The text between the PEM lines of the key is not base64. Check that it is whole.");
      }
    }
    throw new AttestationException(
        "The key does not stand between \""
            + begin
            + "\" and \""
            + end
            + "\". An encrypted key, or one of an older form, has to be converted first.");
  }
}
