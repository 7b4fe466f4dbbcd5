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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The graph of a ledger's entries and links, without their contents.
 *
 * <p>Takes hashes and links as the entries state them, so it is meaningful only for a ledger that
 * {@linkplain AuditLedger#verify() is intact}. Holds about 50 bytes per entry. Immutable and
 * thread-safe.
 */
public final class EntryGraph {

  private static final int NONE = HashIndex.ABSENT;
  private static final int[] NO_OTHERS = {};

  private final HashIndex entries;
  private final int[] firstParents;
  private final Map<Integer, int[]> otherParents = new HashMap<>();
  private final BitSet withoutParent = new BitSet();
  private final BitSet withChild = new BitSet();
  private final boolean linear;

  private EntryGraph(Builder builder) {
    entries = builder.entries;
    firstParents = new int[entries.size()];
    boolean oneLine = true;
    for (int entry = 0; entry < firstParents.length; entry++) {
      oneLine &= builder.isJoin(entry) ? addJoin(entry, builder) : addChild(entry, builder);
    }
    linear = oneLine && IntStream.of(firstParents).filter(parent -> parent == NONE).count() <= 1;
  }

  /** Links an entry with one parent at most; returns whether that has no other child. */
  private boolean addChild(int entry, Builder builder) {
    int parent = builder.firstParent(entry);
    firstParents[entry] = parent;
    if (parent == NONE) {
      withoutParent.set(entry, builder.withParent.get(entry));
      return true;
    }
    boolean first = !withChild.get(parent);
    withChild.set(parent);
    return first;
  }

  /** Links an entry with several parents; returns false. */
  private boolean addJoin(int entry, Builder builder) {
    List<Sha256> named = builder.parents(entry);
    int[] present =
        named.stream().mapToInt(entries::find).filter(parent -> parent != NONE).toArray();
    withoutParent.set(entry, present.length < named.size());
    firstParents[entry] = present.length == 0 ? NONE : present[0];
    if (present.length > 1) {
      otherParents.put(entry, Arrays.copyOfRange(present, 1, present.length));
    }
    IntStream.of(present).forEach(withChild::set);
    return false;
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

    private final HashIndex entries = new HashIndex();
    private final Map<Integer, List<Sha256>> otherParents = new HashMap<>();
    private byte[] firstParents = new byte[64 * Sha256.LENGTH];
    private final BitSet withParent = new BitSet();

    /** Creates a builder without entries. */
    public Builder() {}

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
      int entry = entries.size();
      if (!entries.add(hash)) {
        return false;
      }
      if (!named.isEmpty()) {
        int from = entry * Sha256.LENGTH;
        if (from >= firstParents.length) {
          firstParents = Arrays.copyOf(firstParents, Math.max(from * 2, firstParents.length));
        }
        System.arraycopy(named.get(0).bytes(), 0, firstParents, from, Sha256.LENGTH);
        withParent.set(entry);
      }
      if (named.size() > 1) {
        otherParents.put(entry, List.copyOf(named.subList(1, named.size())));
      }
      return true;
    }

    private boolean isJoin(int entry) {
      return otherParents.containsKey(entry);
    }

    /** Returns the number of the first parent, or {@link #NONE} if there is none. */
    private int firstParent(int entry) {
      return withParent.get(entry) ? entries.find(firstParents, entry * Sha256.LENGTH) : NONE;
    }

    private List<Sha256> parents(int entry) {
      List<Sha256> parents = new ArrayList<>();
      if (withParent.get(entry)) {
        parents.add(Sha256.of(firstParents, entry * Sha256.LENGTH));
        parents.addAll(otherParents.getOrDefault(entry, List.of()));
      }
      return parents;
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

  /**
   * Counts the entries.
   *
   * @return the number of distinct entries
   */
  public int size() {
    return entries.size();
  }

  /**
   * Tells whether the graph contains an entry.
   *
   * @param entry its hash
   * @return whether it is
   */
  public boolean contains(Sha256 entry) {
    return entries.find(entry) != NONE;
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
    return withoutParent.stream().mapToObj(entries::get);
  }

  /**
   * Returns the entries without parents.
   *
   * @return their hashes in ledger order
   */
  public Stream<Sha256> roots() {
    return IntStream.range(0, size())
        .filter(entry -> firstParents[entry] == NONE && !withoutParent.get(entry))
        .mapToObj(entries::get);
  }

  /**
   * Returns the entries without descendants.
   *
   * @return their hashes in ledger order
   */
  public Stream<Sha256> heads() {
    return IntStream.range(0, size()).filter(entry -> !withChild.get(entry)).mapToObj(entries::get);
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
    int number = entries.find(entry);
    return number == NONE ? Stream.empty() : ordered(number).mapToObj(entries::get);
  }

  /**
   * Tells whether one entry is an ancestor of another or the same.
   *
   * @param ancestor the hash of the older one
   * @param descendant the hash of the younger one
   * @return whether both exist and the younger one is the older one or descends from it
   */
  public boolean isAncestor(Sha256 ancestor, Sha256 descendant) {
    int older = entries.find(ancestor);
    int younger = entries.find(descendant);
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
            .mapToInt(entries::find)
            .filter(entry -> entry != NONE)
            .flatMap(this::parents)
            .toArray();
    BitSet older = new BitSet(size());
    collect(parents, older);
    return some.stream()
        .distinct()
        .filter(hash -> contains(hash) && !older.get(entries.find(hash)))
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
            found.add(new TreeHead(entries.get(entry), tree.size(), tree.root()));
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
    Map<Integer, MerkleTree> trees = new HashMap<>();
    walk(
        (entry, tree) -> {
          if (!withChild.get(entry)) {
            trees.put(entry, tree.copy());
          }
        });
    IntStream.range(0, size())
        .mapToObj(Integer::valueOf)
        .filter(trees::containsKey)
        .forEach(head -> taker.accept(entries.get(head), Objects.requireNonNull(trees.get(head))));
  }

  private void walk(FirstParentWalk.Visitor visitor) {
    new FirstParentWalk(
            firstParents,
            (entry, covered, tree) -> {
              int[] added = added(entry, covered);
              IntStream.of(added).forEach(leaf -> tree.append(entries.get(leaf)));
              return added;
            })
        .run(visitor);
  }

  private Optional<TreeHead> findInLine(Checkpoint checkpoint) {
    int[] sizes = new int[size()];
    return IntStream.range(0, size())
        .filter(entry -> treeSize(entry, sizes) == checkpoint.size())
        .mapToObj(entries::get)
        .flatMap(entry -> treeHead(entry).stream())
        .filter(head -> head.root().equals(checkpoint.root()))
        .findFirst();
  }

  /** Counts an entry and its ancestors. Caches the counts; 0 means not yet counted. */
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
      known[child] = (parent == NONE ? 0 : known[parent]) + addedByOthers(child) + 1;
    }
    return known[entry];
  }

  private int addedByOthers(int entry) {
    int[] others = otherParents.getOrDefault(entry, NO_OTHERS);
    if (others.length == 0) {
      return 0;
    }
    BitSet seen = new BitSet(size());
    collect(new int[] {firstParents[entry]}, seen);
    return collect(others, seen).size();
  }

  /** Marks entries and their ancestors. Returns those that were not marked before. */
  private List<Integer> collect(int[] starts, BitSet seen) {
    List<Integer> found = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    IntStream.of(starts).forEach(open::push);
    while (!open.isEmpty()) {
      int entry = open.pop();
      if (!seen.get(entry)) {
        seen.set(entry);
        found.add(entry);
        parents(entry).forEach(open::push);
      }
    }
    return found;
  }

  private IntStream parents(int entry) {
    return firstParents[entry] == NONE
        ? IntStream.empty()
        : IntStream.concat(
            IntStream.of(firstParents[entry]),
            IntStream.of(otherParents.getOrDefault(entry, NO_OTHERS)));
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
    int[] others = otherParents.getOrDefault(entry, NO_OTHERS);
    if (others.length == 0) {
      seen.set(entry);
      return new int[] {entry};
    }
    List<Integer> fresh = collect(others, seen);
    if (fresh.size() == 1) {
      seen.set(entry);
      return new int[] {fresh.get(0), entry};
    }
    Set<Integer> unordered = new HashSet<>(fresh);
    IntStream.Builder order = IntStream.builder();
    Map<Integer, List<Integer>> children = new HashMap<>();
    Map<Integer, Integer> waiting = new HashMap<>();
    PriorityQueue<Integer> ready = new PriorityQueue<>(entries::compare);
    for (int one : fresh) {
      int[] open = parents(one).filter(unordered::contains).distinct().toArray();
      waiting.put(one, open.length);
      IntStream.of(open)
          .forEach(parent -> children.computeIfAbsent(parent, p -> new ArrayList<>()).add(one));
      if (open.length == 0) {
        ready.add(one);
      }
    }
    while (!ready.isEmpty()) {
      int one = ready.poll();
      order.add(one);
      for (int child : children.getOrDefault(one, List.of())) {
        if (waiting.merge(child, -1, Integer::sum) == 0) {
          ready.add(child);
        }
      }
    }
    seen.set(entry);
    return order.add(entry).build().toArray();
  }
}
