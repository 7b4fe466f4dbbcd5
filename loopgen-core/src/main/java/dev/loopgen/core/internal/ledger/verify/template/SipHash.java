package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** SipHash-2-4 with a random key, so that nobody can construct texts with equal fingerprints. */
public final class SipHash {

  private final long low;
  private final long high;

  SipHash(long low, long high) {
    this.low = low;
    this.high = high;
  }

  /** Creates a function with a random key. */
  public static SipHash random() {
    SecureRandom random = new SecureRandom();
    return new SipHash(random.nextLong(), random.nextLong());
  }

  /** Creates a function with a random key that another process drew. */
  public static SipHash of(long low, long high) {
    return new SipHash(low, high);
  }

  /** Returns the fingerprint of a string's JSON spelling in an entry. */
  public long of(String text) {
    byte[] spelled = Json.of(text).canonical().getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[spelled.length + WordAccess.SLACK];
    System.arraycopy(spelled, 0, padded, 0, spelled.length);
    return of(padded, 0, spelled.length);
  }

  /** Returns the fingerprint of a range that {@link WordAccess#SLACK} or more bytes follow. */
  public long of(byte[] bytes, int from, int to) {
    State state = new State();
    int at = from;
    for (; at + 8 <= to; at += 8) {
      state.take(WordAccess.get(bytes, at));
    }
    int left = to - at;
    long rest = left == 0 ? 0 : WordAccess.get(bytes, at) & -1L >>> 64 - 8 * left;
    state.take(rest | (long) (to - from) << 56);
    return state.finish();
  }

  private final class State {

    private long v0 = low ^ 0x736f6d6570736575L;
    private long v1 = high ^ 0x646f72616e646f6dL;
    private long v2 = low ^ 0x6c7967656e657261L;
    private long v3 = high ^ 0x7465646279746573L;

    void take(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long finish() {
      v2 ^= 0xff;
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
