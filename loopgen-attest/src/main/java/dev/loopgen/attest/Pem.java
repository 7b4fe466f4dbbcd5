package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Keys as texts: PKCS#8 and SubjectPublicKeyInfo between PEM's lines. */
final class Pem {

  private static final List<String> ALGORITHMS = List.of("Ed25519", "EC");

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
