package dev.loopgen.core.internal.ledger.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of fingerprints that takes about 6 bytes each. It stores half of a fingerprint; its slot
 * encodes some of the other half. So about once in a thousand million times it reports a new
 * fingerprint as present. It never reports a present one as new.
 */
final class FingerprintSet {

  private static final int LEAST = 64;

  /** The load factor at the expected size; leaves room for an estimate that is a fifth too low. */
  private static final double EXPECTED = 0.66;

  private static final double FULL = 0.8;
  private static final double GROWTH = 1.5;

  /**
   * Hash tables with open addressing and linear probing. 0 marks an empty slot; a half of 0 is
   * stored as 1. New fingerprints go into the last table.
   */
  private final List<int[]> tables = new ArrayList<>();

  private int room;

  /** Creates a set that holds the expected number without growing. */
  FingerprintSet(long expected) {
    grow(LEAST + (long) (expected / EXPECTED));
  }

  private void grow(long slots) {
    int[] table = new int[(int) Math.min(slots, Integer.MAX_VALUE / 2)];
    tables.add(table);
    room = (int) (table.length * FULL);
  }

  /** Adds a fingerprint; returns whether it is new. */
  boolean add(long fingerprint) {
    int half = (int) fingerprint == 0 ? 1 : (int) fingerprint;
    int[] table = tables.get(0);
    int slot = slot(table, fingerprint, half);
    for (int i = 1; table[slot] != half && i < tables.size(); i++) {
      table = tables.get(i);
      slot = slot(table, fingerprint, half);
    }
    if (table[slot] == half) {
      return false;
    }
    if (room == 0) {
      grow((long) (table.length * GROWTH));
      return add(fingerprint);
    }
    table[slot] = half;
    room--;
    return true;
  }

  /** Returns the slot that holds a half, or the empty slot where it belongs. */
  private static int slot(int[] table, long fingerprint, int half) {
    int slot = (int) ((fingerprint >>> 32) * table.length >>> 32);
    while (table[slot] != 0 && table[slot] != half) {
      slot = slot + 1 == table.length ? 0 : slot + 1;
    }
    return slot;
  }
}
