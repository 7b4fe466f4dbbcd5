package dev.loopgen.api.internal.text;

/** Text without control characters. */
public final class VisibleText {

  private VisibleText() {}

  /**
   * Replaces control characters other than line feed and tab, and characters that break lines or
   * reorder text, with U+FFFD. Drops a carriage return before a line feed. Keeps markup.
   *
   * @param text any text
   * @return the text to show
   */
  public static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        continue;
      }
      boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
      out.append(control || reorders(c) ? '\ufffd' : c);
    }
    return out.toString();
  }

  private static boolean reorders(char c) {
    return c >= '\u2028' && c <= '\u202e'
        || c >= '\u2066' && c <= '\u2069'
        || c == '\u200e'
        || c == '\u200f'
        || c == '\u061c';
  }
}
