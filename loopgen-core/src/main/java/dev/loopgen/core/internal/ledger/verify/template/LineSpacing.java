package dev.loopgen.core.internal.ledger.verify.template;

import java.util.Arrays;

/** Takes white space out of lines of writers that space their JSON. */
public final class LineSpacing {

  /** There is nothing to remove, or more than white space between tokens. */
  public static final int NONE = -1;

  /** A writer that spaces its JSON does so from the start; other lines are looked at no further. */
  private static final int SAMPLE = 256;

  private LineSpacing() {}

  /**
   * Copies a line without the white space between its tokens, which follows as blanks. A line
   * qualifies if some of it is near its start, and all of it where a reader of JSON ignores it:
   * beside a bracket, a comma or a colon.
   *
   * @param line the line, then a control character and {@link EntryScanner#SLACK} further bytes
   * @param length the length of the line
   * @param target takes as many bytes, or some of them if the line does not qualify
   * @param start where it takes the first one
   * @return the end of the text in the target, or {@link #NONE}
   */
  public static int remove(byte[] line, int length, byte[] target, int start) {
    int copied = 0;
    int end = start;
    byte before = '{';
    int at = 0;
    while (at < length) {
      byte unit = line[at];
      if (isSpace(unit)) {
        System.arraycopy(line, copied, target, end, at - copied);
        end += at - copied;
        while (at < length && isSpace(line[at])) {
          at++;
        }
        copied = at;
        if (at == length || !isStructural(before) && !isStructural(line[at])) {
          return NONE;
        }
      } else {
        before = unit;
        at = unit == '"' ? JsonValueScanner.string(line, at) : at + 1;
        if (at == JsonValueScanner.NONE || copied == 0 && at > SAMPLE) {
          return NONE;
        }
      }
    }
    System.arraycopy(line, copied, target, end, length - copied);
    end += length - copied;
    Arrays.fill(target, end, start + length, (byte) ' ');
    return copied == 0 ? NONE : end;
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
