package dev.loopgen.report.decision;

/** Makes text from outside harmless before a format escapes it its own way. */
final class Texts {

  private Texts() {}

  /**
   * Shows control characters, characters that reorder text, lone surrogates and the two that are no
   * characters at all, instead of letting them act or break a format. Line feeds and tabs stay.
   */
  static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t' || !acts(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format("\\u%04x", c));
              }
            });
    return out.toString();
  }

  /** Puts everything on one line. */
  static String line(String text) {
    return visible(text).replace('\n', ' ').replace('\t', ' ').strip();
  }

  private static boolean acts(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || c == 0xfffe
        || c == 0xffff;
  }
}
