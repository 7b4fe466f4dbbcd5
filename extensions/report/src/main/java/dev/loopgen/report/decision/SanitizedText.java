package dev.loopgen.report.decision;

import dev.loopgen.api.internal.text.ReadableNames;
import dev.loopgen.api.internal.text.VisibleText;

/** Makes text from outside harmless before a format escapes it its own way. */
final class SanitizedText {

  private SanitizedText() {}

  /**
   * Shows what would act otherwise, and what is no character at all and breaks XML: half of a
   * surrogate pair, and the two that Unicode keeps free. Line feeds and tabs stay.
   */
  static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    VisibleText.of(ReadableNames.in(text))
        .codePoints()
        .forEach(c -> out.appendCodePoint(isCharacter(c) ? c : '\ufffd'));
    return out.toString();
  }

  /** Puts everything on one line. */
  static String line(String text) {
    return visible(text).replace('\n', ' ').replace('\t', ' ').strip();
  }

  private static boolean isCharacter(int c) {
    return Character.getType(c) != Character.SURROGATE && c != 0xfffe && c != 0xffff;
  }
}
