package dev.loopgen.core.internal.ledger.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of fingerprints; about 6 bytes each. It remembers half of a fingerprint, and by its place
 * some of the other half, so that it may take a new one for one that it has: once in some thousand
 * million times. It never takes one that it has for new.
 */
final class FingerprintSet {

  private static final int LEAST = 64;

  /** What part of the slots an expected number takes; the expectation may be a fifth too low. */
  private static final double EXPECTED = 0.66;

  private static final double FULL = 0.8;
  private static final double GROWTH = 1.5;

  /**
   * Tables of open addressing with linear probing; 0 is an empty slot, and a half that is 0 is held
   * as 1. The last table takes what is new.
   */
  private final List<int[]> tables = new ArrayList<>();

  private int room;

  /** Makes a set that holds some number without growing. */
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

  /** The slot that holds a half, or the empty one where it belongs. */
  private static int slot(int[] table, long fingerprint, int half) {
    int slot = (int) ((fingerprint >>> 32) * table.length >>> 32);
    while (table[slot] != 0 && table[slot] != half) {
      slot = slot + 1 == table.length ? 0 : slot + 1;
    }
    return slot;
  }
}
