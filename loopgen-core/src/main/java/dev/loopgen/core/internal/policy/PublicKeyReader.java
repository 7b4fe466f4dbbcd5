package dev.loopgen.core.internal.policy;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads public keys in PEM format. */
final class PublicKeyReader {

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

  private PublicKeyReader() {}

  /** Reads a key; empty if the text is not an Ed25519 or ECDSA P-256 key. */
  static Optional<PublicKey> read(String text) {
    Matcher pem = PEM.matcher(text);
    if (!pem.matches()) {
      return Optional.empty();
    }
    try {
      byte[] der = Base64.getDecoder().decode(pem.group(1).replaceAll("\\s", ""));
      return generate("Ed25519", der).or(() -> generate("EC", der).filter(PublicKeyReader::isP256));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> generate(String algorithm, byte[] der) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException anotherKind) {
      return Optional.empty();
    }
  }

  private static boolean isP256(PublicKey key) {
    return key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == 256;
  }
}
