package dev.loopgen.attest.sigstore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The signer that a log entry must name: the key, and the DER of the certificate or, without one,
 * of the key.
 */
record LoggedSigner(SignatureKey key, boolean isCertified, byte[] der) {

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PUBLIC_KEY = "PUBLIC KEY";

  static LoggedSigner of(SigningCertificate leaf) {
    return new LoggedSigner(leaf.key(), true, leaf.der());
  }

  static LoggedSigner of(SignatureKey key) {
    return new LoggedSigner(key, false, key.der());
  }

  /** Tells whether a PEM text is exactly this certificate or key. */
  boolean isPem(byte[] pem) {
    String label = isCertified ? CERTIFICATE : PUBLIC_KEY;
    String text = new String(pem, StandardCharsets.US_ASCII).strip();
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    if (text.length() < begin.length() + end.length()
        || !text.startsWith(begin)
        || !text.endsWith(end)) {
      return false;
    }
    String body = text.substring(begin.length(), text.length() - end.length());
    return body.replaceAll("\\s", "").equals(Base64.getEncoder().encodeToString(der));
  }

  boolean isDer(byte[] other) {
    return Arrays.equals(der, other);
  }
}
