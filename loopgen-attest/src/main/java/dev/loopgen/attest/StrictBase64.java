package dev.loopgen.attest;

import java.util.Base64;
import java.util.Optional;

/** Canonical base64 (RFC 4648, section 4): padded, no stray bits, no white space. */
final class StrictBase64 {

  private StrictBase64() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Decodes the text, or returns empty if it is not canonical. */
  static Optional<byte[]> decode(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text))
          .filter(bytes -> encode(bytes).equals(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
