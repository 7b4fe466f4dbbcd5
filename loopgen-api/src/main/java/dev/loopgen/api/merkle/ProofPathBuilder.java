package dev.loopgen.api.merkle;

import dev.loopgen.api.digest.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Builds the path of a proof. Each element is the root of a range of leaves; the ranges do not
 * overlap, so one pass over the leaves with one small tree per range computes all of them.
 */
final class ProofPathBuilder {

  private record Range(long from, long to, MerkleTree tree) {}

  private final List<Range> topDown = new ArrayList<>();

  /** Adds the range of the next element of the path, from the root down. */
  void add(long from, long to) {
    topDown.add(new Range(from, to, MerkleTree.empty()));
  }

  /** Reads that many leaf hashes and returns the roots of the ranges, from the leaves up. */
  List<Sha256> path(long size, Iterator<Sha256> leafHashes) {
    List<Range> leftToRight = new ArrayList<>(topDown);
    leftToRight.sort(Comparator.comparingLong(Range::from));
    Iterator<Range> ranges = leftToRight.iterator();
    Range range = ranges.hasNext() ? ranges.next() : new Range(size, size, MerkleTree.empty());
    for (long index = 0; index < size; index++) {
      if (!leafHashes.hasNext()) {
        throw new IllegalArgumentException(
            "a tree of " + size + " leaves was requested, but there are only " + index);
      }
      Sha256 leafHash = leafHashes.next();
      if (index == range.to() && ranges.hasNext()) {
        range = ranges.next();
      }
      if (index >= range.from() && index < range.to()) {
        range.tree().appendLeafHash(leafHash);
      }
    }
    List<Range> bottomUp = new ArrayList<>(topDown);
    Collections.reverse(bottomUp);
    return bottomUp.stream().map(Range::tree).map(MerkleTree::root).toList();
  }

  /** Returns the largest power of two below a number of leaves, which must be at least 2. */
  static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }
}
