package dev.loopgen.api.internal.text;

import java.util.HexFormat;

/** Text for a terminal or a log, in which nothing acts on what shows it. */
public final class TerminalText {

  private TerminalText() {}

  /**
   * Escapes control characters and characters that reorder text.
   *
   * @param text any text
   * @return one line
   */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (acts(c)) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * Escapes a sentence with file names, keeping letters of all scripts.
   *
   * @param text a sentence of this library
   * @return one line
   */
  public static String sentence(String text) {
    return escape(ReadableNames.in(text));
  }

  /** Tells whether a character controls what shows it, breaks a line, or reorders text. */
  static boolean acts(char c) {
    return Character.isISOControl(c) || reorders(c) || c == '\u2028' || c == '\u2029';
  }

  private static boolean reorders(char c) {
    return (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u200e'
        || c == '\u200f'
        || c == '\u061c';
  }
}
