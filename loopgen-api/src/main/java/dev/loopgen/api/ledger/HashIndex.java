package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.MerkleTree;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A growing set of hashes, numbered in insertion order; 40 to 48 bytes each.
 *
 * <p>A hash is taken as an entry states it, so whoever writes the ledger chooses it. A random key
 * decides where it goes, lest chosen ones all meet in one place.
 */
final class HashIndex {

  static final int ABSENT = -1;

  private static final int WORDS = Sha256.LENGTH / Long.BYTES;
  private static final int FIRST_BLOCK = 1 << 6;
  private static final int BLOCK_BITS = 15;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private static final long[] KEY = randomKey();

  /** Blocks of a fixed size, but for the first one, which grows to it. */
  private long[][] blocks = {new long[FIRST_BLOCK * WORDS]};

  private int[] slots = emptySlots(4 * FIRST_BLOCK);
  private int size;
  private final long[] sought = new long[WORDS];

  private static long[] randomKey() {
    SecureRandom random = new SecureRandom();
    long[] key = new long[2 * WORDS];
    Arrays.setAll(key, number -> random.nextLong());
    return key;
  }

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, ABSENT);
    return slots;
  }

  int size() {
    return size;
  }

  Sha256 get(int number) {
    return Sha256.of(bytes(number));
  }

  /** Appends a hash of the set to a tree, as a leaf. */
  void appendTo(MerkleTree tree, int number) {
    tree.append(bytes(number), 0);
  }

  private byte[] bytes(int number) {
    byte[] bytes = new byte[Sha256.LENGTH];
    ByteBuffer target = ByteBuffer.wrap(bytes);
    for (int word = 0; word < WORDS; word++) {
      target.putLong(block(number)[at(number) + word]);
    }
    return bytes;
  }

  private long[] block(int number) {
    return blocks[number >>> BLOCK_BITS];
  }

  private static int at(int number) {
    return (number & BLOCK - 1) * WORDS;
  }

  /** Orders two hashes of the set as unsigned bytes. */
  int compare(int left, int right) {
    for (int word = 0; word < WORDS; word++) {
      int order =
          Long.compareUnsigned(block(left)[at(left) + word], block(right)[at(right) + word]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Returns the number of a hash, or {@link #ABSENT}. */
  int find(Sha256 hash) {
    long[] words = new long[WORDS];
    read(hash, words);
    return slots[slot(words, 0)];
  }

  /** Returns the number of a hash, which is added if it is new. */
  int add(Sha256 hash) {
    read(hash, sought);
    int slot = slot(sought, 0);
    if (slots[slot] != ABSENT) {
      return slots[slot];
    }
    reserve();
    System.arraycopy(sought, 0, block(size), at(size), WORDS);
    slots[slot] = size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return size - 1;
  }

  private static void read(Sha256 hash, long[] words) {
    ByteBuffer source = ByteBuffer.wrap(hash.bytes());
    for (int word = 0; word < WORDS; word++) {
      words[word] = source.getLong();
    }
  }

  private void reserve() {
    int last = blocks.length - 1;
    if (size < BLOCK && at(size) == blocks[0].length) {
      blocks[0] = Arrays.copyOf(blocks[0], 2 * blocks[0].length);
    } else if (size > 0 && size == (last + 1) * BLOCK) {
      blocks = Arrays.copyOf(blocks, last + 2);
      blocks[last + 1] = new long[BLOCK * WORDS];
    }
  }

  private void grow() {
    slots = emptySlots(slots.length * 2);
    for (int number = 0; number < size; number++) {
      slots[slot(block(number), at(number))] = number;
    }
  }

  /** Returns the slot of a hash, or the empty slot where it belongs. */
  private int slot(long[] source, int from) {
    int mask = slots.length - 1;
    int slot = (int) (mix(source, from) >>> 32) & mask;
    while (slots[slot] != ABSENT && !isAt(slots[slot], source, from)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** Multiplies each half of a word with a random number, which makes the upper half universal. */
  private static long mix(long[] source, int from) {
    long mixed = 0;
    for (int word = 0; word < WORDS; word++) {
      long value = source[from + word];
      mixed += (value >>> 32) * KEY[2 * word] + (value & 0xffff_ffffL) * KEY[2 * word + 1];
    }
    return mixed;
  }

  private boolean isAt(int number, long[] source, int from) {
    long[] block = block(number);
    int at = at(number);
    return block[at] == source[from]
        && block[at + 1] == source[from + 1]
        && block[at + 2] == source[from + 2]
        && block[at + 3] == source[from + 3];
  }
}
