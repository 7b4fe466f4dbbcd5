package dev.loopgen.api.ledger;

import dev.loopgen.api.merkle.MerkleTree;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

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

  /** The entries whose leaves are in the tree. */
  private final IntList added = new IntList();

  /** Tells what an entry's tree has beside its first parent's. */
  @FunctionalInterface
  interface Leaves {

    /**
     * Appends the leaves that an entry adds, itself as the last one.
     *
     * @param covered the entries whose leaves are there; those that are added are marked
     * @param added takes the numbers of the entries added
     */
    void add(int entry, BitSet covered, MerkleTree tree, IntList added);
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
    this.covered = new BitSet();
    // With a last bit that stays, clearing one does not search for the new last one.
    covered.set(firstParents.length);
    link();
  }

  /** Lists the children of each entry, the one with the most descendants first. */
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

  /** Keeps the heaviest child at the start; the order of the others does not matter. */
  private void insert(int parent, int child, int[] below) {
    int first = firstChild[parent];
    if (first == NONE || below[child] > below[first]) {
      nextSibling[child] = first;
      firstChild[parent] = child;
    } else {
      nextSibling[child] = nextSibling[first];
      nextSibling[first] = child;
    }
  }

  /** Visits every entry, each after its first parent. */
  void run(Visitor visitor) {
    for (int entry = 0; entry < firstParents.length; entry++) {
      if (firstParents[entry] == NONE) {
        branch(entry, visitor);
      }
    }
  }

  /**
   * The branches of an entry that are still to be visited.
   *
   * @param child the next child of the entry
   * @param heaviest the child to visit last
   * @param tree the tree of the entry
   * @param depth how many leaves that has
   */
  private record Branch(int child, int heaviest, MerkleTree tree, int depth) {}

  private void branch(int root, Visitor visitor) {
    Deque<Branch> waiting = new ArrayDeque<>();
    waiting.push(new Branch(root, root, MerkleTree.empty(), 0));
    while (!waiting.isEmpty()) {
      Branch next = waiting.pop();
      while (added.size() > next.depth()) {
        covered.clear(added.removeLast());
      }
      MerkleTree tree = next.tree();
      if (next.child() != next.heaviest()) {
        int sibling = nextSibling[next.child()];
        int following = sibling == NONE ? next.heaviest() : sibling;
        waiting.push(new Branch(following, next.heaviest(), tree, next.depth()));
        tree = tree.copy();
      }
      for (int entry = next.child(); entry != NONE; ) {
        leaves.add(entry, covered, tree, added);
        visitor.visit(entry, tree);
        entry = descend(entry, tree, waiting);
      }
    }
  }

  /** Returns the only child, or leaves a branch for several. */
  private int descend(int entry, MerkleTree tree, Deque<Branch> waiting) {
    int child = firstChild[entry];
    if (child == NONE || nextSibling[child] == NONE) {
      return child;
    }
    waiting.push(new Branch(nextSibling[child], child, tree, added.size()));
    return NONE;
  }
}
