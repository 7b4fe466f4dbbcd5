package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedEntries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The staging area as its file says. Immutable and thread-safe. */
final class GitIndex {

  /** An index without a file. */
  static final GitIndex NONE = new GitIndex(new byte[0], List.of(), 0);

  private static final int COMPARED_AT_ONCE = 1 << 16;

  /** The index of some ten million files. */
  private static final int MAX_BYTES = 1 << 30;

  private final byte[] bytes;
  private final List<Entry> entries;
  private final long modifiedNanos;
  private @Nullable Optional<GitTree> tree;

  private GitIndex(byte[] bytes, List<Entry> entries, long modifiedNanos) {
    this.bytes = bytes;
    this.entries = entries;
    this.modifiedNanos = modifiedNanos;
  }

  /**
   * One entry.
   *
   * @param path the path
   * @param content the kind of file, and the blob or the commit of a submodule
   * @param stage 0, or 1 to 3 for the sides of a conflict
   * @param skipWorktree whether a sparse checkout leaves the file out
   * @param intentToAdd whether the path is only announced
   * @param stat what the file system said when the entry was refreshed
   */
  record Entry(
      RepoPath path,
      TreeEntry content,
      int stage,
      boolean skipWorktree,
      boolean intentToAdd,
      Stat stat) {}

  /** The stat data of an entry; size and inode keep their low 32 bits only. */
  record Stat(long changedNanos, long modifiedNanos, int inode, int size) {}

  /**
   * Reads an index file.
   *
   * @param known an index read earlier, which need not be parsed again if the file still has its
   *     bytes
   * @return the index; {@link #NONE} where there is no file
   * @throws RepositoryException if the file is damaged or of a kind that is not supported
   */
  static GitIndex read(Path file, GitIndex known) {
    try {
      PlainFile.require(file, MAX_BYTES);
      long modified = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      if (known != NONE && known.isContentOf(file)) {
        return known.at(modified);
      }
      byte[] bytes = PlainFile.read(file, MAX_BYTES);
      return new GitIndex(bytes, new GitIndexParser(bytes).parse(), modified);
    } catch (NoSuchFileException none) {
      return NONE;
    } catch (IOException e) {
      throw new RepositoryException(
          "The index " + file + " cannot be read: " + e.getMessage() + ".", e);
    }
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
    GitIndex index = new GitIndex(bytes, entries, modified);
    synchronized (this) {
      index.tree = tree;
    }
    return index;
  }

  /** Returns the entries in order, all stages. */
  List<Entry> entries() {
    return entries;
  }

  /** Returns when the file was written, in nanoseconds since the epoch. */
  long modifiedNanos() {
    return modifiedNanos;
  }

  /**
   * Returns the tree that this would be committed as; empty where it has unmerged paths.
   *
   * @param like similar trees, which make it quicker
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
    return Optional.of(GitTrees.of(SortedEntries.of(paths, contents), like));
  }
}
