package dev.loopgen.api.ledger;

import dev.loopgen.api.merkle.MerkleTree;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Visits every entry of a graph with its tree. What entries share along their first parents is
 * computed once, so thousands of branches cost little more than one. Used once.
 */
final class FirstParentWalk {

  /** The end of a list of children. */
  private static final int NONE = -1;

  private final int[] firstParents;
  private final Leaves leaves;
  private final int[] firstChild;
  private final int[] nextSibling;
  private final BitSet covered;
  private final Map<Integer, Integer> lastOf = new HashMap<>();

  /** Tells what an entry's tree has beside its first parent's. */
  @FunctionalInterface
  interface Leaves {

    /**
     * Appends the leaves that an entry adds, itself as the last one.
     *
     * @param covered the entries whose leaves are there; those that are added are marked
     * @return the numbers of the entries added
     */
    int[] add(int entry, BitSet covered, MerkleTree tree);
  }

  /** Sees an entry. */
  @FunctionalInterface
  interface Visitor {

    /**
     * @param tree its tree, which must be copied to be kept
     */
    void visit(int entry, MerkleTree tree);
  }

  FirstParentWalk(int[] firstParents, Leaves leaves) {
    this.firstParents = firstParents;
    this.leaves = leaves;
    this.firstChild = new int[firstParents.length];
    this.nextSibling = new int[firstParents.length];
    this.covered = new BitSet(firstParents.length);
    link();
  }

  /** Lists the children of each entry, the one with the most descendants last. */
  private void link() {
    Arrays.fill(firstChild, NONE);
    Arrays.fill(nextSibling, NONE);
    int[] open = new int[firstParents.length];
    for (int parent : firstParents) {
      if (parent != NONE) {
        open[parent]++;
      }
    }
    int[] below = new int[firstParents.length];
    int[] order = new int[firstParents.length];
    int ordered = 0;
    for (int entry = 0; entry < open.length; entry++) {
      if (open[entry] == 0) {
        order[ordered++] = entry;
      }
    }
    for (int at = 0; at < ordered; at++) {
      int entry = order[at];
      int parent = firstParents[entry];
      below[entry]++;
      if (parent != NONE) {
        below[parent] += below[entry];
        insert(parent, entry, below);
        if (--open[parent] == 0) {
          order[ordered++] = parent;
        }
      }
    }
  }

  /** Keeps the heaviest child at the end; the order of the others does not matter. */
  private void insert(int parent, int child, int[] below) {
    int first = firstChild[parent];
    if (first == NONE) {
      firstChild[parent] = child;
    } else if (below[child] <= below[last(parent, first)]) {
      nextSibling[child] = first;
      firstChild[parent] = child;
    } else {
      int heaviest = last(parent, first);
      nextSibling[heaviest] = child;
      lastOf.put(parent, child);
    }
  }

  private int last(int parent, int first) {
    return lastOf.computeIfAbsent(parent, none -> first);
  }

  /** Visits every entry, each after its first parent. */
  void run(Visitor visitor) {
    for (int entry = 0; entry < firstParents.length; entry++) {
      if (firstParents[entry] == NONE) {
        covered.clear();
        branch(entry, MerkleTree.empty(), visitor);
      }
    }
  }

  /**
   * A branch that is still to be visited.
   *
   * @param tree the tree of the entry that it leaves
   * @param last whether no other branch needs that tree any more
   */
  private record Branch(int entry, MerkleTree tree, int depth, boolean last) {}

  private void branch(int root, MerkleTree empty, Visitor visitor) {
    Deque<Branch> waiting = new ArrayDeque<>();
    Deque<int[]> added = new ArrayDeque<>();
    waiting.push(new Branch(root, empty, 0, true));
    while (!waiting.isEmpty()) {
      Branch next = waiting.pop();
      while (added.size() > next.depth()) {
        IntStream.of(added.pop()).forEach(covered::clear);
      }
      MerkleTree tree = next.last() ? next.tree() : next.tree().copy();
      for (int entry = next.entry(); entry != NONE; ) {
        added.push(leaves.add(entry, covered, tree));
        visitor.visit(entry, tree);
        entry = descend(entry, tree, added.size(), waiting);
      }
    }
  }

  /** Returns the only child, or leaves a branch for each of several. */
  private int descend(int entry, MerkleTree tree, int depth, Deque<Branch> waiting) {
    int child = firstChild[entry];
    if (child == NONE || nextSibling[child] == NONE) {
      return child;
    }
    int heaviest = child;
    while (nextSibling[heaviest] != NONE) {
      heaviest = nextSibling[heaviest];
    }
    waiting.push(new Branch(heaviest, tree, depth, true));
    for (int other = child; other != heaviest; other = nextSibling[other]) {
      waiting.push(new Branch(other, tree, depth, false));
    }
    return NONE;
  }
}
