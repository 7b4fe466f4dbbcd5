package dev.loopgen.core.internal.ledger.verify.template;

import java.util.Arrays;

/** Takes white space out of lines of writers that space their JSON. */
public final class LineSpacing {

  /** A writer that spaces its JSON does so from the start; other lines are looked at no further. */
  private static final int SAMPLE = 256;

  private LineSpacing() {}

  /**
   * Tells whether the line has white space between the tokens of a JSON value, some of it near its
   * start, and all of it where a reader of JSON ignores it: beside a bracket, a comma or a colon.
   *
   * @param text lines
   * @param from the start of the value
   * @param to its end
   * @return whether {@link #remove} changes nothing for such a reader
   */
  public static boolean isRemovable(byte[] text, int from, int to) {
    int start = Math.min(to, from + SAMPLE);
    return firstSpace(text, from, start) < start && isBetweenTokens(text, from, to);
  }

  /**
   * Moves the white space between the tokens to the end.
   *
   * @param text lines
   * @param from the start of a value whose white space is removable
   * @param to its end
   * @return the end of the value without the white space
   */
  public static int remove(byte[] text, int from, int to) {
    int space = firstSpace(text, from, to);
    int end = space;
    boolean quoted = false;
    for (int at = space; at < to; at++) {
      byte unit = text[at];
      if (quoted || !isSpace(unit)) {
        text[end++] = unit;
      }
      if (quoted && unit == '\\' && at + 1 < to) {
        text[end++] = text[++at];
      } else if (unit == '"') {
        quoted = !quoted;
      }
    }
    Arrays.fill(text, end, to, (byte) ' ');
    return end;
  }

  /** Returns the first white space outside strings, or the end. */
  private static int firstSpace(byte[] text, int from, int to) {
    int at = from;
    while (at < to && !isSpace(text[at])) {
      at = text[at] == '"' ? endOfString(text, at, to) : at + 1;
    }
    return Math.min(at, to);
  }

  private static boolean isBetweenTokens(byte[] text, int from, int to) {
    int at = from;
    byte before = '{';
    while (at < to) {
      byte unit = text[at];
      if (isSpace(unit)) {
        while (at < to && isSpace(text[at])) {
          at++;
        }
        if (at == to || !isStructural(before) && !isStructural(text[at])) {
          return false;
        }
      } else {
        before = unit;
        at = unit == '"' ? endOfString(text, at, to) : at + 1;
      }
    }
    return at == to;
  }

  /** Returns the index after a string, which is beyond the end if it has none. */
  static int endOfString(byte[] text, int start, int to) {
    int at = start + 1;
    while (at < to && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static boolean isSpace(byte unit) {
    return unit == ' ' || unit == '\t' || unit == '\r';
  }

  private static boolean isStructural(byte unit) {
    return switch (unit) {
      case '{', '}', '[', ']', ',', ':' -> true;
      default -> false;
    };
  }
}
