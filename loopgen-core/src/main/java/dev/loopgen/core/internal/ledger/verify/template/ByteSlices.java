package dev.loopgen.core.internal.ledger.verify.template;

import java.util.Arrays;

/** A list of non-empty byte strings, stored in one array. */
final class ByteSlices {

  private byte[] bytes = new byte[1024];
  private int[] ends = new int[64];
  private int count;

  void add(byte[] source, int from, int to) {
    int start = length();
    int end = start + to - from;
    if (end + WordAccess.SLACK > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * end + WordAccess.SLACK);
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    System.arraycopy(source, from, bytes, start, to - from);
    ends[count++] = end;
  }

  int length() {
    return start(count);
  }

  private int start(int piece) {
    return piece == 0 ? 0 : ends[piece - 1];
  }

  boolean isSame(ByteSlices other) {
    return count == other.count
        && Arrays.equals(ends, 0, count, other.ends, 0, count)
        && Arrays.equals(bytes, 0, length(), other.bytes, 0, length());
  }

  /** Returns the index after a piece if the text has it at an index, or else a negative number. */
  int skip(int piece, byte[] text, int at) {
    int from = start(piece);
    int left = ends[piece] - from;
    int end = at + left;
    for (; left > 8; left -= 8) {
      if (WordAccess.get(bytes, from) != WordAccess.get(text, at)) {
        return -1;
      }
      from += 8;
      at += 8;
    }
    long different = WordAccess.get(bytes, from) ^ WordAccess.get(text, at);
    return different << 64 - 8 * left == 0 ? end : -1;
  }

  /**
   * Writes a piece and up to {@link WordAccess#SLACK} further bytes; returns the index after it.
   */
  int write(int piece, byte[] target, int at) {
    int from = start(piece);
    int length = ends[piece] - from;
    WordAccess.copy(bytes, from, target, at, length);
    return at + length;
  }
}
