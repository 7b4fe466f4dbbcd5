package dev.loopgen.core.internal.ledger.verify.template;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and compares eight bytes at a time. The arrays must have at least {@link #SLACK} further
 * bytes after the range, with any content.
 */
final class WordAccess {

  /** How far past the end of a text bytes may be read or written. */
  static final int SLACK = 16;

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private WordAccess() {}

  /** Returns the eight bytes at an index in little-endian order. */
  static long get(byte[] bytes, int at) {
    return (long) LITTLE_ENDIAN.get(bytes, at);
  }

  /** Returns the index of the first byte of a range that has a value, or the end of the range. */
  static int find(byte value, byte[] bytes, int from, int to) {
    long all = ONES * value;
    for (int at = from; at < to; at += 8) {
      long difference = get(bytes, at) ^ all;
      long zeros = difference - ONES & ~difference & HIGHS;
      if (zeros != 0) {
        return Math.min(to, at + (Long.numberOfTrailingZeros(zeros) >>> 3));
      }
    }
    return to;
  }

  /** Copies bytes and up to {@link #SLACK} further ones. */
  static void copy(byte[] source, int from, byte[] target, int at, int length) {
    int done = 0;
    do {
      LITTLE_ENDIAN.set(target, at + done, (long) LITTLE_ENDIAN.get(source, from + done));
      LITTLE_ENDIAN.set(target, at + done + 8, (long) LITTLE_ENDIAN.get(source, from + done + 8));
      done += 16;
    } while (done < length);
  }

  /** Tells whether a range of bytes equals an ASCII text. */
  static boolean equal(byte[] bytes, int from, int to, byte[] text) {
    if (to - from != text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
