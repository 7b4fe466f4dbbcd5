package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import java.util.Arrays;

/** A growing set of hashes, numbered in insertion order; 40 to 48 bytes each. */
final class HashIndex {

  static final int ABSENT = -1;

  private byte[] hashes = new byte[64 * Sha256.LENGTH];
  private int[] slots = emptySlots(256);
  private int size;

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, ABSENT);
    return slots;
  }

  int size() {
    return size;
  }

  Sha256 get(int number) {
    return Sha256.of(hashes, number * Sha256.LENGTH);
  }

  /** Orders two hashes of the set as unsigned bytes. */
  int compare(int left, int right) {
    int a = left * Sha256.LENGTH;
    int b = right * Sha256.LENGTH;
    return Arrays.compareUnsigned(hashes, a, a + Sha256.LENGTH, hashes, b, b + Sha256.LENGTH);
  }

  /** Returns the number of a hash, or {@link #ABSENT}. */
  int find(Sha256 hash) {
    return find(hash.bytes(), 0);
  }

  /** Returns the number of a hash within an array, or {@link #ABSENT}. */
  int find(byte[] source, int from) {
    return slots[slot(source, from)];
  }

  /** Adds a hash; returns whether it is new. */
  boolean add(Sha256 hash) {
    byte[] bytes = hash.bytes();
    int slot = slot(bytes, 0);
    if (slots[slot] != ABSENT) {
      return false;
    }
    if (hashes.length == size * Sha256.LENGTH) {
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    System.arraycopy(bytes, 0, hashes, size * Sha256.LENGTH, Sha256.LENGTH);
    slots[slot] = size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    slots = emptySlots(slots.length * 2);
    for (int number = 0; number < size; number++) {
      slots[slot(hashes, number * Sha256.LENGTH)] = number;
    }
  }

  /** Returns the slot of a hash, or the empty slot where it belongs. */
  private int slot(byte[] source, int from) {
    int mask = slots.length - 1;
    int slot =
        (source[from] << 24
                | (source[from + 1] & 0xff) << 16
                | (source[from + 2] & 0xff) << 8
                | source[from + 3] & 0xff)
            & mask;
    while (slots[slot] != ABSENT && !isAt(slots[slot], source, from)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean isAt(int number, byte[] source, int from) {
    int at = number * Sha256.LENGTH;
    return Arrays.equals(hashes, at, at + Sha256.LENGTH, source, from, from + Sha256.LENGTH);
  }
}
