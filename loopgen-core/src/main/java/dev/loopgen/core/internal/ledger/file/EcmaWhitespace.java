package dev.loopgen.core.internal.ledger.file;

/**
 * The UTF-8 white space that String.prototype.trim removes (ECMA-262), including line ends and BOM.
 */
public final class EcmaWhitespace {

  private EcmaWhitespace() {}

  /** Returns the index of the first byte that is not white space, or the end. */
  public static int skip(byte[] text, int from, int to) {
    int start = from;
    int length = lengthAt(text, start, to);
    while (length > 0) {
      start += length;
      length = lengthAt(text, start, to);
    }
    return start;
  }

  /** Returns the index after the last byte that is not white space, or the start. */
  public static int skipBack(byte[] text, int from, int to) {
    int end = to;
    while (end > from) {
      int start = end - 1;
      while (start > from && (text[start] & 0xc0) == 0x80) {
        start--;
      }
      if (lengthAt(text, start, to) != end - start) {
        break;
      }
      end = start;
    }
    return end;
  }

  /** Returns the length of the white space character at an index, or 0 if there is none. */
  private static int lengthAt(byte[] text, int at, int to) {
    if (at >= to) {
      return 0;
    }
    int first = text[at] & 0xff;
    if (first == ' ' || first >= '\t' && first <= '\r') {
      return 1;
    }
    if (first == 0xc2 && at + 1 < to) {
      return (text[at + 1] & 0xff) == 0xa0 ? 2 : 0;
    }
    if (first < 0xe1 || first > 0xef || at + 2 >= to) {
      return 0;
    }
    int point = (first & 15) << 12 | (text[at + 1] & 63) << 6 | text[at + 2] & 63;
    boolean space =
        point >= 0x2000 && point <= 0x200a
            || point == 0x2028
            || point == 0x2029
            || point == 0x202f
            || point == 0x205f
            || point == 0x3000
            || point == 0x1680
            || point == 0xfeff;
    return space ? 3 : 0;
  }
}
