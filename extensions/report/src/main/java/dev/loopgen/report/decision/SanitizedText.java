package dev.loopgen.report.decision;

import dev.loopgen.api.internal.text.ReadableNames;
import dev.loopgen.api.internal.text.VisibleText;

/** Makes untrusted text harmless before a format escapes it. */
final class SanitizedText {

  private SanitizedText() {}

  /**
   * Escapes characters that act on a terminal, and those that XML forbids: unpaired surrogates and
   * U+FFFE and U+FFFF. Keeps line feeds and tabs.
   */
  static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    VisibleText.of(ReadableNames.in(text))
        .codePoints()
        .forEach(c -> out.appendCodePoint(isCharacter(c) ? c : '\ufffd'));
    return out.toString();
  }

  /** Sanitizes the text and joins its lines. */
  static String line(String text) {
    return visible(text).replace('\n', ' ').replace('\t', ' ').strip();
  }

  private static boolean isCharacter(int c) {
    return Character.getType(c) != Character.SURROGATE && c != 0xfffe && c != 0xffff;
  }
}
