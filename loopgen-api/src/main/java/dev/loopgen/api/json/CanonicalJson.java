package dev.loopgen.api.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The canonical form of JSON that npm loopgen hashes.
 *
 * <p>Object members are sorted by the UTF-16 code units of their names; there is no white space;
 * strings and numbers are spelled exactly as ECMAScript's {@code JSON.stringify} spells them
 * (ECMA-262, QuoteJSONString and Number::toString): lone surrogates become lower-case {@code
 * \\udXXX} escapes, a number that is not finite becomes {@code null}. This is RFC 8785 except for
 * lone surrogates and non-finite numbers, which that RFC refuses. The form of a value holds no lone
 * surrogate, so its UTF-8 encoding never loses anything.
 */
public final class CanonicalJson {

  private static final HexFormat HEX = HexFormat.of();

  private CanonicalJson() {}

  /**
   * Writes the canonical form of a value.
   *
   * @param value the value
   * @return its canonical text
   */
  public static String write(Json value) {
    return JsonWriter.write(value, true);
  }

  /**
   * Hashes the canonical form of a value.
   *
   * @param value the value
   * @return the SHA-256 of the UTF-8 encoding of its canonical text, in lower-case hexadecimal
   */
  public static String sha256(Json value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HEX.formatHex(digest.digest(write(value).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
