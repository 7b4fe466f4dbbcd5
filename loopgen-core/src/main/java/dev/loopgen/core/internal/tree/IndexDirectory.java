package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.RepoPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an index below one directory. Fast for lookups in name order. Names are ISO-8859-1
 * strings, one character per byte. Not thread-safe.
 */
final class IndexDirectory {

  private static final int END = -1;

  private final List<GitIndex.Entry> entries;
  private final int from;
  private final int to;
  private final int prefix;
  private int next;

  private IndexDirectory(List<GitIndex.Entry> entries, int from, int to, int prefix) {
    this.entries = entries;
    this.from = from;
    this.to = to;
    this.prefix = prefix;
    this.next = from;
  }

  static IndexDirectory whole(GitIndex index) {
    return new IndexDirectory(index.entries(), 0, index.entries().size(), 0);
  }

  static IndexDirectory none() {
    return new IndexDirectory(List.of(), 0, 0, 0);
  }

  boolean isEmpty() {
    return from == to;
  }

  /** Returns the entry with this name: the merged one, or the lowest stage of a conflict. */
  GitIndex.@Nullable Entry file(String name) {
    if (next == to || compare(next, name, END) != 0) {
      next = firstFrom(name, END);
    }
    return next < to && compare(next, name, END) == 0 ? entries.get(next++) : null;
  }

  /** Returns the entries below the subdirectory with this name. */
  IndexDirectory directory(String name) {
    int start = firstFrom(name, '/');
    int end = firstFrom(name, '/' + 1);
    return new IndexDirectory(entries, start, end, prefix + name.length() + 1);
  }

  /** Returns the index of the first entry not before a name followed by a character. */
  private int firstFrom(String name, int behind) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = low + high >>> 1;
      if (compare(middle, name, behind) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Compares the rest of an entry's path with a name followed by a character. */
  private int compare(int index, String name, int behind) {
    RepoPath path = entries.get(index).path();
    int length = path.length() - prefix;
    int common = Math.min(length, name.length());
    for (int i = 0; i < common; i++) {
      int order = (path.at(prefix + i) & 0xff) - name.charAt(i);
      if (order != 0) {
        return order;
      }
    }
    if (length < name.length()) {
      return -1;
    }
    return (length == common ? END : path.at(prefix + common) & 0xff) - behind;
  }
}
