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

  /**
   * Returns a text, or the start of a longer one with an ellipsis behind it.
   *
   * @param length the most UTF-16 code units of the text
   */
  public static String cut(String text, int length) {
    return text.length() > length ? of(text, length) + "…" : text;
  }

  /**
   * Returns a text, or the start of a longer one that ends with an ellipsis.
   *
   * @param length the most UTF-16 code units, the ellipsis included
   */
  public static String within(String text, int length) {
    return text.length() > length ? of(text, length - 1) + "…" : text;
  }
}
