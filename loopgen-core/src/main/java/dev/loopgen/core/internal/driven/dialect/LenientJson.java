package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * Reads the JSON of models. Two slips are forgiven, because they leave no doubt about the value: a
 * comma before a closing bracket, and control characters within strings. Everything else, a missing
 * bracket above all, is an error.
 */
final class LenientJson {

  /** More levels than any action has. */
  static final int MAX_DEPTH = 64;

  private LenientJson() {}

  /**
   * Returns the index after the object or array that starts at an index, -1 if it does not end or
   * nests too deep. Linear in the text.
   */
  static int end(String text, int from) {
    int depth = 0;
    boolean string = false;
    for (int at = from; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (string) {
        if (unit == '\\') {
          at++;
        } else {
          string = unit != '"';
        }
      } else if (unit == '"') {
        string = true;
      } else if (unit == '{' || unit == '[') {
        if (++depth > MAX_DEPTH) {
          return -1;
        }
      } else if ((unit == '}' || unit == ']') && --depth == 0) {
        return at + 1;
      }
    }
    return -1;
  }

  /**
   * Parses one object or array.
   *
   * @throws InvalidJsonException if the text is anything else
   */
  static Json parse(String text) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      throw new InvalidJsonException("it is neither an object nor a list");
    }
    if (end(text, 0) < 0) {
      throw new InvalidJsonException("it ends too early, or nests deeper than " + MAX_DEPTH);
    }
    return Json.parse(repaired(text).getBytes(StandardCharsets.UTF_8));
  }

  private static String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    boolean string = false;
    int comma = -1;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (string) {
        if (unit == '\\' && at + 1 < text.length()) {
          out.append(unit);
          unit = text.charAt(++at);
        } else {
          string = unit != '"';
        }
        append(out, unit);
        continue;
      }
      if ((unit == '}' || unit == ']') && comma >= 0) {
        out.setCharAt(comma, ' ');
      }
      if (unit != ' ' && unit != '\n' && unit != '\r' && unit != '\t') {
        comma = unit == ',' ? out.length() : -1;
      }
      string = unit == '"';
      out.append(unit);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, char unit) {
    if (unit >= ' ' && !Character.isSurrogate(unit)) {
      out.append(unit);
    } else {
      out.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        out.append(Character.forDigit(unit >> shift & 0xf, 16));
      }
    }
  }
}
