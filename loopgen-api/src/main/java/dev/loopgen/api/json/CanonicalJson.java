package dev.loopgen.api.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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
    StringBuilder out = new StringBuilder(256);
    append(value, out);
    return out.toString();
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

  private static void append(Json value, StringBuilder out) {
    if (value instanceof Json.Obj object) {
      appendObject(object, out);
    } else if (value instanceof Json.Array array) {
      appendArray(array.elements(), out);
    } else if (value instanceof Json.Text text) {
      quote(text.value(), out);
    } else if (value instanceof Json.Num number) {
      out.append(EcmaNumber.format(number.value()));
    } else if (value instanceof Json.Bool bool) {
      out.append(bool.value() ? "true" : "false");
    } else {
      out.append("null");
    }
  }

  private static void appendObject(Json.Obj object, StringBuilder out) {
    List<Map.Entry<String, Json>> members = new ArrayList<>(object.members().entrySet());
    members.sort(Map.Entry.comparingByKey());
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Json> member : members) {
      out.append(separator);
      quote(member.getKey(), out);
      out.append(':');
      append(member.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void appendArray(List<Json> elements, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (Json element : elements) {
      out.append(separator);
      append(element, out);
      separator = ",";
    }
    out.append(']');
  }

  static void quote(String text, StringBuilder out) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean plain =
          unit >= 0x20
              && unit != '"'
              && unit != '\\'
              && (!Character.isSurrogate(unit) || !isLoneSurrogate(text, i));
      if (!plain) {
        out.append(text, written, i);
        escape(unit, out);
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static void escape(char unit, StringBuilder out) {
    switch (unit) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u").append(HEX.toHexDigits(unit));
    }
  }

  private static boolean isLoneSurrogate(String text, int index) {
    char unit = text.charAt(index);
    if (Character.isHighSurrogate(unit)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(unit)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }
}
