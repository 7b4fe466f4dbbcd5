package dev.loopgen.core.internal.governance;

/**
 * The set of counted entries, as 64-bit fingerprints that take at most 16 bytes each. Not
 * thread-safe.
 */
final class KnownEntries {

  private static final int LEAST = 64;

  /** The load factor for the expected number of entries, which may be a fifth too low. */
  private static final double EXPECTED = 0.66;

  private static final double FULL = 0.8;
  private static final double GROWTH = 1.5;

  /**
   * An open-addressing table with linear probing. 0 is an empty slot; the fingerprint 0 is stored
   * as 1.
   */
  private long[] slots;

  private int size;

  /** Creates a set that holds the given number without growing. */
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

  /** Returns the slot that holds a value, or the empty slot for it. */
  private int slot(long value) {
    int slot = (int) ((value >>> 32) * slots.length >>> 32);
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return slot;
  }
}
