package dev.loopgen.ledger.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Tells whether a block reads as it did before, at a fraction of what a cryptographic hash costs.
 * It is a universal hash (NH, as in UMAC) with keys that never leave this object: who does not know
 * them cannot make two blocks of one fingerprint but by a chance of about one in 2<sup>60</sup>.
 */
final class BlockFingerprint {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PAIR = 2 * Long.BYTES;
  private static final int SEGMENT = 1024;

  private final long[] keys = new long[SEGMENT / Long.BYTES];
  private final long factor;
  private final long other;

  BlockFingerprint() {
    SecureRandom random = new SecureRandom();
    Arrays.setAll(keys, i -> random.nextLong());
    factor = random.nextLong() | 1;
    other = random.nextLong() | 1;
  }

  long of(byte[] text) {
    long state = text.length;
    int whole = text.length - text.length % PAIR;
    for (int from = 0; from < whole; from += SEGMENT) {
      state = next(state, segment(text, from, Math.min(from + SEGMENT, whole)));
    }
    byte[] rest = Arrays.copyOf(Arrays.copyOfRange(text, whole, text.length), PAIR);
    return next(state, segment(rest, 0, PAIR));
  }

  private long segment(byte[] text, int from, int to) {
    long low = 0;
    long high = 0;
    for (int at = from, key = 0; at < to; at += PAIR, key += 2) {
      long left = (long) LONGS.get(text, at) + keys[key];
      long right = (long) LONGS.get(text, at + Long.BYTES) + keys[key + 1];
      low += left * right;
      high += Math.multiplyHigh(left, right);
    }
    return low + high * other;
  }

  private long next(long state, long segment) {
    long mixed = state * factor;
    return (mixed ^ mixed >>> 32) + segment;
  }
}
