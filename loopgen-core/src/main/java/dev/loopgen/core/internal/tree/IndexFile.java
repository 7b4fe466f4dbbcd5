package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contents of one index file, before they are combined with its shared index.
 *
 * @param entries the named entries, ascending by path and stage
 * @param replacements the nameless entries, which replace entries of the shared index
 * @param directories the directories that a sparse index collapses
 * @param link the shared index that this modifies, or null for none
 */
record IndexFile(
    List<GitIndex.Entry> entries,
    List<GitIndex.Entry> replacements,
    List<Directory> directories,
    @Nullable Link link) {

  /** A directory of a sparse index, and its tree. */
  record Directory(RepoPath path, GitId tree) {}

  /**
   * A reference to a shared index.
   *
   * @param shared the checksum of the shared index, which identifies it
   * @param bitmaps which of its entries are deleted and which are replaced; empty for none
   */
  record Link(GitId shared, ByteBuffer bitmaps) {}

  /**
   * Applies this to the entries of the shared index (split-index.c, merge_base_index).
   *
   * @throws IllegalArgumentException if the two do not match
   */
  List<GitIndex.Entry> over(List<GitIndex.Entry> shared) {
    ByteBuffer bitmaps = link == null ? ByteBuffer.allocate(0) : link.bitmaps().duplicate();
    boolean given = bitmaps.hasRemaining();
    BitSet deleted = given ? EwahBitmap.read(bitmaps, shared.size()) : new BitSet();
    BitSet replaced = given ? EwahBitmap.read(bitmaps, shared.size()) : new BitSet();
    if (deleted.intersects(replaced) || replaced.cardinality() != replacements.size()) {
      throw new IllegalArgumentException("a split index does not match its shared index");
    }
    TreeMap<Key, GitIndex.Entry> merged = new TreeMap<>();
    int next = 0;
    for (int i = 0; i < shared.size(); i++) {
      GitIndex.Entry entry = shared.get(i);
      if (replaced.get(i)) {
        entry = replacements.get(next++).named(entry.path());
      }
      if (!deleted.get(i)) {
        merged.put(new Key(entry), entry);
      }
    }
    for (GitIndex.Entry entry : entries) {
      if (entry.stage() == 0) {
        merged.subMap(new Key(entry.path(), 1), true, new Key(entry.path(), 3), true).clear();
      }
      merged.put(new Key(entry), entry);
    }
    return new ArrayList<>(merged.values());
  }

  private record Key(RepoPath path, int stage) implements Comparable<Key> {

    Key(GitIndex.Entry entry) {
      this(entry.path(), entry.stage());
    }

    @Override
    public int compareTo(Key other) {
      int order = path.compareTo(other.path);
      return order == 0 ? Integer.compare(stage, other.stage) : order;
    }
  }
}
