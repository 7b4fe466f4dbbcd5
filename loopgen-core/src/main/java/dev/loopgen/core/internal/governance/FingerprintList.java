package dev.loopgen.core.internal.governance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/** A growing list of fingerprints, 8 bytes each. Not thread-safe. */
final class FingerprintList {

  private static final int BLOCK = 1 << 10;

  private final List<long[]> blocks = new ArrayList<>();
  private int inLast = BLOCK;

  void add(long fingerprint) {
    if (inLast == BLOCK) {
      blocks.add(new long[BLOCK]);
      inLast = 0;
    }
    blocks.get(blocks.size() - 1)[inLast++] = fingerprint;
  }

  void addTo(KnownEntries set) {
    anyMatch(
        fingerprint -> {
          set.add(fingerprint);
          return false;
        });
  }

  /** Returns the fingerprints of all lists. */
  static long[] concatenate(List<FingerprintList> lists) {
    long[] all = new long[lists.stream().mapToInt(FingerprintList::size).sum()];
    int at = 0;
    for (FingerprintList some : lists) {
      at = some.copyTo(all, at);
    }
    return all;
  }

  /** Copies the fingerprints to an array; returns the index after them. */
  private int copyTo(long[] target, int from) {
    int at = from;
    for (int i = 0; i < blocks.size(); i++) {
      int length = i == blocks.size() - 1 ? inLast : BLOCK;
      System.arraycopy(blocks.get(i), 0, target, at, length);
      at += length;
    }
    return at;
  }

  private int size() {
    return blocks.isEmpty() ? 0 : (blocks.size() - 1) * BLOCK + inLast;
  }

  boolean anyMatch(LongPredicate condition) {
    for (int i = 0; i < blocks.size(); i++) {
      int length = i == blocks.size() - 1 ? inLast : BLOCK;
      if (Arrays.stream(blocks.get(i), 0, length).anyMatch(condition)) {
        return true;
      }
    }
    return false;
  }
}
