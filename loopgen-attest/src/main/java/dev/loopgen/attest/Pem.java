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

/** Keys in PEM: PKCS#8 and SubjectPublicKeyInfo. */
final class Pem {

  /** The line that starts a public key. */
  static final String BEGIN_PUBLIC = "-----BEGIN PUBLIC KEY-----";

  private static final List<String> ALGORITHMS = List.of("Ed25519", "EC");

  /**
   * What precedes the point of the public key at the end of an ECPrivateKey (RFC 5915) on P-256.
   */
  private static final byte[] WITHIN = HexFormat.of().parseHex("a144034200");

  /** What precedes the point in the SubjectPublicKeyInfo of a key on the curve P-256. */
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
        "The public key is neither an Ed25519 nor an ECDSA key. Generate one with openssl"
            + " genpkey.");
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
        "The private key is neither an Ed25519 nor an ECDSA key. Generate one with openssl"
            + " genpkey.");
  }

  /** Reads the public key inside an ECDSA private key, without checking that they match. */
  static PublicKey publicKeyWithin(String pem) {
    byte[] der = decode("PRIVATE KEY", pem);
    int point = der.length - POINT_LENGTH;
    int from = point - WITHIN.length;
    if (from < 0 || !Arrays.equals(der, from, point, WITHIN, 0, WITHIN.length)) {
      throw new AttestationException(
          "The private key does not contain its public key. Append the output of openssl pkey"
              + " -pubout.");
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
            "The key's PEM is not valid base64. Check that it was copied completely.");
      }
    }
    throw new AttestationException(
        "The key is not enclosed in \""
            + begin
            + "\" and \""
            + end
            + "\". Convert an encrypted key, or one in an older format, to PKCS#8 first.");
  }
}
