package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.MerkleTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The graph of a ledger's entries and links, without their contents.
 *
 * <p>Takes hashes and links as the entries state them, so it is meaningful only for a ledger that
 * {@linkplain AuditLedger#verify() is intact}. Holds about 60 bytes per entry. Immutable and
 * thread-safe.
 */
public final class EntryGraph {

  private static final int NONE = HashIndex.ABSENT;

  /** The hashes of all entries and of all their parents, present or not. */
  private final HashIndex hashes;

  /** The hash of each entry. */
  private final int[] hashOf;

  /** The entry of each hash, or {@link #NONE}. */
  private final int[] entryOf;

  private final int[] firstParents;

  /** Where the other parents of each entry start, and behind the last where they end. */
  private final int[] othersFrom;

  private final int[] others;
  private final BitSet withoutParent = new BitSet();
  private final BitSet withChild = new BitSet();
  private final boolean linear;

  private EntryGraph(Builder builder) {
    hashes = builder.hashes;
    hashOf = builder.hashOf.toArray();
    entryOf = new int[hashes.size()];
    Arrays.fill(entryOf, NONE);
    for (int entry = 0; entry < hashOf.length; entry++) {
      entryOf[hashOf[entry]] = entry;
    }
    firstParents = new int[hashOf.length];
    othersFrom = new int[hashOf.length + 1];
    IntList found = new IntList();
    int origins = 0;
    boolean oneLine = true;
    for (int entry = 0; entry < hashOf.length; entry++) {
      othersFrom[entry] = found.size();
      oneLine &= link(entry, builder, found);
      origins += firstParents[entry] == NONE ? 1 : 0;
    }
    othersFrom[hashOf.length] = found.size();
    others = found.toArray();
    linear = oneLine && origins <= 1;
  }

  /** Links an entry; returns whether it has one parent at most, which has no other child. */
  private boolean link(int entry, Builder builder, IntList found) {
    int from = builder.parentsFrom.get(entry);
    int to = builder.parentsFrom.get(entry + 1);
    boolean oneLine = to - from <= 1;
    firstParents[entry] = NONE;
    for (int at = from; at < to; at++) {
      int parent = entryOf[builder.parents.get(at)];
      if (parent == NONE) {
        withoutParent.set(entry);
        continue;
      }
      oneLine &= !withChild.get(parent);
      withChild.set(parent);
      if (firstParents[entry] == NONE) {
        firstParents[entry] = parent;
      } else {
        found.add(parent);
      }
    }
    return oneLine;
  }

  /**
   * Reads the graph of a ledger.
   *
   * @param ledger the ledger
   * @return its graph; entries without a readable hash are left out
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  public static EntryGraph of(AuditLedger ledger) {
    return ledger.graph();
  }

  /** Collects entries in ledger order; not thread-safe. */
  public static final class Builder {

    private final HashIndex hashes = new HashIndex();
    private final BitSet present = new BitSet();
    private final IntList hashOf = new IntList();
    private final IntList parentsFrom = new IntList();
    private final IntList parents = new IntList();

    /** Creates a builder without entries. */
    public Builder() {
      parentsFrom.add(0);
    }

    /**
     * Adds an entry with the hash and parents that it states.
     *
     * @param entry the entry; ignored if it has no hash
     * @return whether it is new
     */
    public boolean add(AuditEntry entry) {
      return entry
          .hash()
          .flatMap(Sha256::parse)
          .filter(hash -> add(hash, entry.parents()))
          .isPresent();
    }

    /**
     * Adds an entry.
     *
     * @param hash its hash
     * @param named the hashes of its parents, the first parent first
     * @return whether it is new
     */
    public boolean add(Sha256 hash, List<Sha256> named) {
      int number = hashes.add(hash);
      if (present.get(number)) {
        return false;
      }
      present.set(number);
      hashOf.add(number);
      for (Sha256 parent : named) {
        parents.add(hashes.add(parent));
      }
      parentsFrom.add(parents.size());
      return true;
    }

    /**
     * Builds the graph; the builder must not be used afterwards.
     *
     * @return the graph
     */
    public EntryGraph build() {
      return new EntryGraph(this);
    }
  }

  private Sha256 hash(int entry) {
    return hashes.get(hashOf[entry]);
  }

  /** Returns the number of an entry, or {@link #NONE}. */
  private int entry(Sha256 hash) {
    int number = hashes.find(hash);
    return number == NONE ? NONE : entryOf[number];
  }

  /**
   * Counts the entries.
   *
   * @return the number of distinct entries
   */
  public int size() {
    return hashOf.length;
  }

  /**
   * Tells whether the graph contains an entry.
   *
   * @param entry its hash
   * @return whether it is
   */
  public boolean contains(Sha256 entry) {
    return entry(entry) != NONE;
  }

  /**
   * Tells whether the entries form a single line, as npm loopgen requires: one root, and no entry
   * with two children or two parents.
   *
   * @return whether they do
   */
  public boolean isLinear() {
    return linear;
  }

  /**
   * Returns the entries with a missing parent.
   *
   * @return their hashes in ledger order
   */
  public Stream<Sha256> orphans() {
    return withoutParent.stream().mapToObj(this::hash);
  }

  /**
   * Returns the entries without parents.
   *
   * @return their hashes in ledger order
   */
  public Stream<Sha256> roots() {
    return IntStream.range(0, size())
        .filter(entry -> firstParents[entry] == NONE && !withoutParent.get(entry))
        .mapToObj(this::hash);
  }

  /**
   * Returns the entries without descendants.
   *
   * @return their hashes in ledger order
   */
  public Stream<Sha256> heads() {
    return IntStream.range(0, size()).filter(entry -> !withChild.get(entry)).mapToObj(this::hash);
  }

  /**
   * Returns the tree of an entry.
   *
   * @param entry its hash
   * @return the tree; empty if there is no such entry
   */
  public Optional<TreeHead> treeHead(Sha256 entry) {
    if (!contains(entry)) {
      return Optional.empty();
    }
    MerkleTree tree = MerkleTree.empty();
    leaves(entry).forEach(leaf -> tree.append(leaf));
    return Optional.of(new TreeHead(entry, tree.size(), tree.root()));
  }

  /**
   * Returns the leaves of an entry's tree.
   *
   * @param entry the entry's hash
   * @return the hashes of its ancestors and itself in the order that {@link TreeHead} defines;
   *     empty if there is no such entry
   */
  public Stream<Sha256> leaves(Sha256 entry) {
    int number = entry(entry);
    return number == NONE ? Stream.empty() : ordered(number).mapToObj(this::hash);
  }

  /**
   * Tells whether one entry is an ancestor of another or the same.
   *
   * @param ancestor the hash of the older one
   * @param descendant the hash of the younger one
   * @return whether both exist and the younger one is the older one or descends from it
   */
  public boolean isAncestor(Sha256 ancestor, Sha256 descendant) {
    int older = entry(ancestor);
    int younger = entry(descendant);
    if (older == NONE || younger == NONE) {
      return false;
    }
    BitSet seen = new BitSet(size());
    collect(new int[] {younger}, seen);
    return seen.get(older);
  }

  /**
   * Returns the entries of a set that no other entry of the set descends from.
   *
   * @param some hashes of entries
   * @return those that exist and have no descendant in the set, in the given order
   */
  public List<Sha256> latest(Collection<Sha256> some) {
    if (some.size() < 2) {
      return some.stream().filter(this::contains).toList();
    }
    int[] parents =
        some.stream()
            .mapToInt(this::entry)
            .filter(entry -> entry != NONE)
            .flatMap(entry -> IntStream.of(parents(entry)))
            .toArray();
    BitSet older = new BitSet(size());
    collect(parents, older);
    return some.stream()
        .distinct()
        .filter(hash -> contains(hash) && !older.get(entry(hash)))
        .toList();
  }

  /**
   * Tells whether an entry has the tree of a checkpoint.
   *
   * @param checkpoint the checkpoint
   * @return whether an entry's tree has its size and root
   */
  public boolean meets(Checkpoint checkpoint) {
    return find(checkpoint).isPresent();
  }

  /**
   * Finds the entry that has the tree of a checkpoint.
   *
   * @param checkpoint the checkpoint; its origin is ignored
   * @return the tree of its size and root; empty if no entry has it
   */
  public Optional<TreeHead> find(Checkpoint checkpoint) {
    return linear ? findInLine(checkpoint) : findAmongBranches(checkpoint);
  }

  private Optional<TreeHead> findAmongBranches(Checkpoint checkpoint) {
    List<TreeHead> found = new ArrayList<>();
    walk(
        (entry, tree) -> {
          if (found.isEmpty()
              && tree.size() == checkpoint.size()
              && tree.root().equals(checkpoint.root())) {
            found.add(new TreeHead(hash(entry), tree.size(), tree.root()));
          }
        });
    return found.stream().findFirst();
  }

  /**
   * Computes the tree of every head. Costs about as much as that of one head, however many share
   * their ancestors.
   *
   * @param taker takes each head in ledger order, and its tree, which it may keep and change
   */
  public void headTrees(BiConsumer<Sha256, MerkleTree> taker) {
    MerkleTree[] trees = new MerkleTree[size()];
    walk(
        (entry, tree) -> {
          if (!withChild.get(entry)) {
            trees[entry] = tree.copy();
          }
        });
    for (int entry = 0; entry < trees.length; entry++) {
      if (trees[entry] != null) {
        taker.accept(hash(entry), trees[entry]);
      }
    }
  }

  /**
   * Computes the tree heads of all entries without descendants, at the cost of {@link #headTrees}
   * and without its memory.
   *
   * @return the tree heads in ledger order
   */
  public List<TreeHead> treeHeads() {
    TreeHead[] found = new TreeHead[size()];
    walk(
        (entry, tree) -> {
          if (!withChild.get(entry)) {
            found[entry] = new TreeHead(hash(entry), tree.size(), tree.root());
          }
        });
    return Arrays.stream(found).filter(Objects::nonNull).toList();
  }

  private void walk(FirstParentWalk.Visitor visitor) {
    new FirstParentWalk(firstParents, this::append).run(visitor);
  }

  private void append(int entry, BitSet covered, MerkleTree tree, IntList added) {
    if (!isJoin(entry)) {
      covered.set(entry);
      added.add(entry);
      hashes.appendTo(tree, hashOf[entry]);
      return;
    }
    for (int leaf : added(entry, covered)) {
      added.add(leaf);
      hashes.appendTo(tree, hashOf[leaf]);
    }
  }

  private boolean isJoin(int entry) {
    return othersFrom[entry] != othersFrom[entry + 1];
  }

  private Optional<TreeHead> findInLine(Checkpoint checkpoint) {
    int[] sizes = new int[size()];
    return IntStream.range(0, size())
        .filter(entry -> treeSize(entry, sizes) == checkpoint.size())
        .mapToObj(this::hash)
        .flatMap(entry -> treeHead(entry).stream())
        .filter(head -> head.root().equals(checkpoint.root()))
        .findFirst();
  }

  /** Counts an entry of a line and its ancestors. Caches the counts; 0 means not yet counted. */
  private int treeSize(int entry, int[] known) {
    Deque<Integer> unknown = new ArrayDeque<>();
    int at = entry;
    while (at != NONE && known[at] == 0) {
      known[at] = 1;
      unknown.push(at);
      at = firstParents[at];
    }
    for (int child : unknown) {
      int parent = firstParents[child];
      known[child] = (parent == NONE ? 0 : known[parent]) + 1;
    }
    return known[entry];
  }

  /** Marks entries and their ancestors. Returns those that were not marked before. */
  private int[] collect(int[] starts, BitSet seen) {
    IntList found = new IntList();
    IntList open = new IntList();
    for (int start : starts) {
      open.add(start);
    }
    while (open.size() > 0) {
      int entry = open.removeLast();
      if (!seen.get(entry)) {
        seen.set(entry);
        found.add(entry);
        for (int parent : parents(entry)) {
          open.add(parent);
        }
      }
    }
    return found.toArray();
  }

  private int[] parents(int entry) {
    if (firstParents[entry] == NONE) {
      return new int[0];
    }
    int[] parents = new int[1 + othersFrom[entry + 1] - othersFrom[entry]];
    parents[0] = firstParents[entry];
    System.arraycopy(others, othersFrom[entry], parents, 1, parents.length - 1);
    return parents;
  }

  private int[] others(int entry) {
    return Arrays.copyOfRange(others, othersFrom[entry], othersFrom[entry + 1]);
  }

  /** Returns an entry's ancestors and itself as the leaves of its tree. */
  private IntStream ordered(int entry) {
    Deque<Integer> line = new ArrayDeque<>();
    BitSet seen = new BitSet(size());
    for (int at = entry; at != NONE && !seen.get(at); at = firstParents[at]) {
      seen.set(at);
      line.push(at);
    }
    seen.clear();
    IntStream.Builder order = IntStream.builder();
    for (int at : line) {
      IntStream.of(added(at, seen)).forEach(order::add);
    }
    return order.build();
  }

  /**
   * Returns the leaves that an entry adds to those of its first parent, and marks them: what only
   * its other parents have, parents before children and smaller hashes first, then itself.
   */
  private int[] added(int entry, BitSet seen) {
    int[] fresh = isJoin(entry) ? collect(others(entry), seen) : new int[0];
    seen.set(entry);
    int[] order = fresh.length > 1 ? parentsFirst(fresh) : fresh;
    int[] all = Arrays.copyOf(order, order.length + 1);
    all[order.length] = entry;
    return all;
  }

  /** Orders entries: parents before children, and of those the smallest hash first. */
  private int[] parentsFirst(int[] unordered) {
    int[] entries = unordered.clone();
    Arrays.sort(entries);
    int[] waiting = new int[entries.length];
    int[] firstLink = new int[entries.length];
    Arrays.fill(firstLink, NONE);
    IntList nextLink = new IntList();
    IntList children = new IntList();
    for (int child = 0; child < entries.length; child++) {
      for (int at : parents(entries[child])) {
        int parent = Arrays.binarySearch(entries, at);
        if (parent >= 0) {
          waiting[child]++;
          nextLink.add(firstLink[parent]);
          firstLink[parent] = children.size();
          children.add(child);
        }
      }
    }
    PriorityQueue<Integer> ready =
        new PriorityQueue<>(
            (left, right) -> hashes.compare(hashOf[entries[left]], hashOf[entries[right]]));
    for (int entry = 0; entry < entries.length; entry++) {
      if (waiting[entry] == 0) {
        ready.add(entry);
      }
    }
    IntList order = new IntList();
    while (!ready.isEmpty()) {
      int next = ready.poll();
      order.add(entries[next]);
      for (int link = firstLink[next]; link != NONE; link = nextLink.get(link)) {
        int child = children.get(link);
        if (--waiting[child] == 0) {
          ready.add(child);
        }
      }
    }
    return order.toArray();
  }
}
