package dev.loopgen.api.internal.text;

/** The start of a text, which never ends within a character. */
public final class TextStart {

  private TextStart() {}

  /**
   * Returns the start of a text.
   *
   * @param length the most UTF-16 code units
   */
  public static String of(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean within = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, within ? length - 1 : length);
  }
}
