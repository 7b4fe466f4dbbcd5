package dev.loopgen.core.internal.governance;

/**
 * The entries that were counted, by fingerprints of 64 bits; at most 16 bytes each. Not
 * thread-safe.
 */
final class KnownEntries {

  private static final int LEAST = 64;

  /** What part of the slots an expected number takes; the expectation may be a fifth too low. */
  private static final double EXPECTED = 0.66;

  private static final double FULL = 0.8;
  private static final double GROWTH = 1.5;

  /**
   * Open addressing with linear probing; 0 is an empty slot, and the fingerprint 0 is held as 1.
   */
  private long[] slots;

  private int size;

  /** Makes a set that holds some number without growing. */
  KnownEntries(long expected) {
    slots = new long[(int) Math.min(LEAST + (long) (expected / EXPECTED), Integer.MAX_VALUE / 2)];
  }

  /** Adds a fingerprint; returns whether it is new. */
  boolean add(long fingerprint) {
    long value = fingerprint == 0 ? 1 : fingerprint;
    int slot = slot(value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    size++;
    if (size > slots.length * FULL) {
      grow();
    }
    return true;
  }

  /** Tells whether a fingerprint is there. */
  boolean contains(long fingerprint) {
    long value = fingerprint == 0 ? 1 : fingerprint;
    return slots[slot(value)] == value;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[(int) (old.length * GROWTH)];
    for (long value : old) {
      if (value != 0) {
        slots[slot(value)] = value;
      }
    }
  }

  /** The slot that holds a value, or the empty one where it belongs. */
  private int slot(long value) {
    int slot = (int) ((value >>> 32) * slots.length >>> 32);
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return slot;
  }
}
