package dev.loopgen.core.internal.tree;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** Reads git's compressed bitmaps (gitformat-index, split index). */
final class EwahBitmap {

  private static final long MAX_RUN = 0xffffffffL;

  private EwahBitmap() {}

  /**
   * Reads a bitmap and advances the buffer past it.
   *
   * @param limit the maximum number of bits
   * @throws IllegalArgumentException if it has more, or is damaged
   * @throws java.nio.BufferUnderflowException if it ends early
   */
  static BitSet read(ByteBuffer in, int limit) {
    in.getInt();
    int words = in.getInt();
    if (words < 0 || words > in.remaining() / Long.BYTES) {
      throw new IllegalArgumentException("a bitmap is longer than the index");
    }
    BitSet bits = new BitSet();
    long at = 0;
    int left = words;
    while (left > 0) {
      long marker = in.getLong();
      long run = (marker >>> 1 & MAX_RUN) * Long.SIZE;
      long literals = marker >>> 33;
      left--;
      if ((marker & 1) != 0) {
        bits.set(bounded(at, limit), bounded(at + run, limit));
      }
      at += run;
      if (literals > left) {
        throw new IllegalArgumentException("a bitmap ends within its words");
      }
      for (long i = 0; i < literals; i++, left--, at += Long.SIZE) {
        addWord(in.getLong(), at, limit, bits);
      }
    }
    in.getInt();
    return bits;
  }

  private static void addWord(long word, long at, int limit, BitSet bits) {
    for (long rest = word; rest != 0; rest &= rest - 1) {
      bits.set(bounded(at + Long.numberOfTrailingZeros(rest) + 1, limit) - 1);
    }
  }

  private static int bounded(long bit, int limit) {
    if (bit > limit) {
      throw new IllegalArgumentException("a bitmap names an entry that does not exist");
    }
    return (int) bit;
  }
}
