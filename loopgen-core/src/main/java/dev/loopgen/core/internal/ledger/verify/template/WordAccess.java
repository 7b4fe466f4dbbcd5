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

  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private WordAccess() {}

  /** Returns the eight bytes at an index in little-endian order. */
  static long get(byte[] bytes, int at) {
    return (long) LITTLE_ENDIAN.get(bytes, at);
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
