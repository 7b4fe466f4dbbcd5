package dev.loopgen.core.internal.driven.action;

/** Text that a file can hold. */
final class EncodableText {

  private EncodableText() {}

  /**
   * Rejects unpaired surrogates: encoding would replace them, and the file would hold another text.
   */
  static void require(String text, String name) {
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (!Character.isSurrogate(unit)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(unit)
              && at + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(at + 1));
      if (!pair) {
        throw new IllegalArgumentException("the " + name + " has half a character");
      }
      at++;
    }
  }
}
