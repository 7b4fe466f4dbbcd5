package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.git.GitObjects;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The contents of git's index. Immutable and thread-safe. */
final class GitIndex {

  /** The empty index, if there is no file. */
  static final GitIndex NONE = new GitIndex(new byte[0], List.of(), 0, true);

  private static final int COMPARED_AT_ONCE = 1 << 16;

  /** Room for the index of some ten million files. */
  private static final int MAX_BYTES = 1 << 30;

  private final byte[] bytes;
  private final List<Entry> entries;
  private final long modifiedNanos;
  private final boolean whole;
  private @Nullable Optional<GitTree> tree;

  /** Creates an index; whole means that no part of it is in another file. */
  private GitIndex(byte[] bytes, List<Entry> entries, long modifiedNanos, boolean whole) {
    this.whole = whole;
    this.bytes = bytes;
    this.entries = entries;
    this.modifiedNanos = modifiedNanos;
  }

  /**
   * One entry.
   *
   * @param path the path
   * @param content the kind of file, and its blob or the commit of a submodule
   * @param stage 0, or 1 to 3 for the sides of a conflict
   * @param skipWorktree whether a sparse checkout excludes the file
   * @param assumeUnchanged whether git ignores changes of the file
   * @param intentToAdd whether the path was added without content
   * @param stat the stat data of the last refresh
   */
  record Entry(
      RepoPath path,
      TreeEntry content,
      int stage,
      boolean skipWorktree,
      boolean assumeUnchanged,
      boolean intentToAdd,
      Stat stat) {

    /** Returns an entry for a file below a directory that a sparse index collapses. */
    private static Entry leftOut(RepoPath path, TreeEntry content) {
      return new Entry(path, content, 0, true, false, false, new Stat(0, 0, 0, 0));
    }

    /** Returns this entry with another name. */
    Entry named(RepoPath name) {
      return new Entry(name, content, stage, skipWorktree, assumeUnchanged, intentToAdd, stat);
    }
  }

  /** The stat data of an entry; size and inode keep their low 32 bits only. */
  record Stat(long changedNanos, long modifiedNanos, int inode, int size) {}

  /**
   * Reads an index file, its shared index and the directories that a sparse index collapses.
   *
   * @param objects the trees of these directories
   * @param known an index read earlier, reused if the file has the same bytes
   * @param like files that the index likely has too, to share their paths and contents
   * @return the index; {@link #NONE} if there is no file
   * @throws RepositoryException if the file is damaged or of an unsupported kind
   */
  static GitIndex read(
      Path file, GitObjects objects, GitIndex known, SortedArrayMap<RepoPath, TreeEntry> like) {
    try {
      PlainFile.require(file, MAX_BYTES);
      long modified = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      if (known != NONE && known.whole && known.isContentOf(file)) {
        return known.at(modified);
      }
      byte[] bytes = PlainFile.read(file, MAX_BYTES);
      IndexFile parsed = new GitIndexParser(bytes, like).parse();
      IndexFile.Link link = parsed.link();
      List<Entry> entries = link == null ? parsed.entries() : joined(file, parsed, link, like);
      return new GitIndex(
          bytes, expanded(entries, parsed.directories(), objects), modified, link == null);
    } catch (NoSuchFileException none) {
      return NONE;
    } catch (IOException e) {
      throw new RepositoryException(
          "The index " + file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static List<Entry> joined(
      Path file, IndexFile split, IndexFile.Link link, SortedArrayMap<RepoPath, TreeEntry> like)
      throws IOException {
    Path shared = file.resolveSibling("sharedindex." + link.shared().hex());
    try {
      byte[] bytes = PlainFile.read(shared, MAX_BYTES);
      IndexFile base = new GitIndexParser(bytes, like).parse();
      boolean fits =
          GitId.of(bytes, bytes.length - GitId.LENGTH).equals(link.shared())
              && base.link() == null
              && base.directories().isEmpty();
      if (!fits) {
        throw new IllegalArgumentException("it is not the shared index of this one");
      }
      return split.over(base.entries());
    } catch (NoSuchFileException | IllegalArgumentException | BufferUnderflowException e) {
      throw new RepositoryException(
          "The index is split, and its other part "
              + shared.getFileName()
              + " is missing or does not fit. Rebuild it with git read-tree HEAD.",
          e);
    }
  }

  private static List<Entry> expanded(
      List<Entry> entries, List<IndexFile.Directory> directories, GitObjects objects) {
    if (directories.isEmpty()) {
      return entries;
    }
    List<Entry> all = new ArrayList<>(entries);
    for (IndexFile.Directory directory : directories) {
      GitTree.read(objects, directory.tree())
          .files()
          .forEach((path, content) -> all.add(Entry.leftOut(joined(directory, path), content)));
    }
    all.sort(Comparator.comparing(Entry::path).thenComparingInt(Entry::stage));
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).path().equals(all.get(i - 1).path()) && all.get(i).stage() == 0) {
        throw new RepositoryException(
            "The sparse index has "
                + all.get(i).path().display()
                + " twice. Rebuild it with git"
                + " read-tree HEAD.");
      }
    }
    return all;
  }

  private static RepoPath joined(IndexFile.Directory directory, RepoPath below) {
    byte[] prefix = directory.path().bytes();
    byte[] path = Arrays.copyOf(prefix, prefix.length + 1 + below.length());
    path[prefix.length] = '/';
    System.arraycopy(below.bytes(), 0, path, prefix.length + 1, below.length());
    return RepoPath.of(path);
  }

  private boolean isContentOf(Path file) throws IOException {
    byte[] part = new byte[COMPARED_AT_ONCE];
    int at = 0;
    try (InputStream in = PlainFile.open(file)) {
      for (int count = in.read(part); count > 0; count = in.read(part)) {
        if (count > bytes.length - at || !Arrays.equals(part, 0, count, bytes, at, at + count)) {
          return false;
        }
        at += count;
      }
    }
    return at == bytes.length;
  }

  private GitIndex at(long modified) {
    GitIndex index = new GitIndex(bytes, entries, modified, whole);
    synchronized (this) {
      index.tree = tree;
    }
    return index;
  }

  /** Returns the entries of all stages, in order. */
  List<Entry> entries() {
    return entries;
  }

  /** Returns the blob of a path, or null if there is none or the path is in conflict. */
  @Nullable GitId blob(RepoPath path) {
    int low = 0;
    int high = entries.size() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      Entry entry = entries.get(middle);
      int order = entry.path.compareTo(path);
      if (order == 0) {
        return entry.stage == 0 ? entry.content.id() : null;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return null;
  }

  /** Returns the modification time of the file, in nanoseconds since the epoch. */
  long modifiedNanos() {
    return modifiedNanos;
  }

  /**
   * Returns the tree that git would commit from this index; empty if it has unmerged paths.
   *
   * @param like similar trees, to speed up hashing
   */
  synchronized Optional<GitTree> tree(List<GitTree> like) {
    if (tree == null) {
      tree = computeTree(like);
    }
    return tree;
  }

  private Optional<GitTree> computeTree(List<GitTree> like) {
    List<RepoPath> paths = new ArrayList<>(entries.size());
    List<TreeEntry> contents = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (entry.stage != 0) {
        return Optional.empty();
      }
      if (!entry.intentToAdd) {
        paths.add(entry.path);
        contents.add(entry.content);
      }
    }
    return Optional.of(GitTreeHasher.of(SortedArrayMap.of(paths, contents), like));
  }
}
