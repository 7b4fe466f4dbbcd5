package dev.loopgen.core.internal.driven.prompt;

/** Bounds of the number of tokens that a text has, whatever the model. */
public final class TokenEstimate {

  private static final int ASCII_PER_TOKEN = 3;
  private static final int OTHER_BYTES_PER_TOKEN = 2;

  /** What a server's template adds to a prompt. */
  private static final int TEMPLATE = 64;

  private TokenEstimate() {}

  /** Returns a number of tokens that a request hardly exceeds, the server's template included. */
  public static long request(String text) {
    return upper(text) + TEMPLATE;
  }

  /** Returns a number of tokens that the text hardly exceeds: a token for three bytes. */
  public static long upper(String text) {
    long ascii = 0;
    long other = 0;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit < 0x80) {
        ascii++;
      } else {
        other += unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
      }
    }
    return ceil(ascii, ASCII_PER_TOKEN) + ceil(other, OTHER_BYTES_PER_TOKEN);
  }

  /**
   * Returns a number of tokens below which the text cannot have been read whole: the number of its
   * ASCII words. No tokenizer in use joins letters that other characters separate.
   */
  public static long lower(String text) {
    long words = 0;
    boolean inWord = false;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      boolean letter = unit >= 'a' && unit <= 'z' || unit >= 'A' && unit <= 'Z';
      words += letter && !inWord ? 1 : 0;
      inWord = letter;
    }
    return words;
  }

  /**
   * Tells whether a server cannot have read a whole prompt.
   *
   * @param reported the prompt's tokens as the server counted them, cached ones included
   */
  public static boolean isTruncated(String prompt, long reported) {
    return reported < lower(prompt) * 9 / 10;
  }

  private static long ceil(long count, int size) {
    return (count + size - 1) / size;
  }
}
