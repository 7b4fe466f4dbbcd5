package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import org.eclipse.jgit.lib.Constants;

/** Reads every file of a git tree. */
final class TreeReader {

  private static final long MAX_TREE = 1 << 28;
  private static final int DIRECTORY = 040000;
  private static final int MAX_DEPTH = 2048;

  private final GitObjects objects;
  private final List<RepoPath> paths = new ArrayList<>();
  private final List<TreeEntry> entries = new ArrayList<>();

  private TreeReader(GitObjects objects) {
    this.objects = objects;
  }

  /**
   * Reads a tree and the trees below it.
   *
   * @return its files; git's order of trees makes them ascending
   * @throws RepositoryException if a tree is missing or malformed
   */
  static NavigableMap<RepoPath, TreeEntry> read(GitObjects objects, GitId tree) {
    TreeReader reader = new TreeReader(objects);
    reader.read(tree, new byte[0], 0);
    for (int i = 1; i < reader.paths.size(); i++) {
      RepoPath path = reader.paths.get(i);
      if (reader.paths.get(i - 1).compareTo(path) >= 0) {
        throw malformed(tree, "its entries are not in order at " + path);
      }
    }
    return SortedEntries.of(reader.paths, reader.entries);
  }

  private void read(GitId tree, byte[] prefix, int depth) {
    if (depth > MAX_DEPTH) {
      throw malformed(tree, "it is nested too deeply");
    }
    byte[] raw = objects.read(tree, Constants.OBJ_TREE, MAX_TREE);
    int at = 0;
    while (at < raw.length) {
      int mode = 0;
      for (; at < raw.length && raw[at] != ' '; at++) {
        mode = mode << 3 | raw[at] - '0' & 7;
      }
      int name = at + 1;
      int end = name;
      while (end < raw.length && raw[end] != 0) {
        end++;
      }
      at = end + 1 + GitId.LENGTH;
      if (at > raw.length || !isPlainName(raw, name, end)) {
        throw malformed(tree, "it has an entry that git would not write");
      }
      byte[] path = join(prefix, raw, name, end);
      GitId id = GitId.of(raw, end + 1);
      if (mode == DIRECTORY) {
        read(id, join(path, new byte[] {'/'}, 0, 1), depth + 1);
      } else {
        paths.add(RepoPath.of(path));
        entries.add(new TreeEntry(mode(tree, mode), id));
      }
    }
  }

  private static FileMode mode(GitId tree, int bits) {
    try {
      return FileMode.ofBits(bits);
    } catch (IllegalArgumentException e) {
      throw malformed(tree, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isPlainName(byte[] raw, int from, int to) {
    String name = new String(raw, from, to - from, StandardCharsets.ISO_8859_1);
    return !name.isEmpty()
        && name.indexOf('/') < 0
        && !name.equals(".")
        && !name.equals("..")
        && !name.equalsIgnoreCase(".git");
  }

  private static byte[] join(byte[] prefix, byte[] source, int from, int to) {
    byte[] joined = Arrays.copyOf(prefix, prefix.length + to - from);
    System.arraycopy(source, from, joined, prefix.length, to - from);
    return joined;
  }

  private static RepositoryException malformed(GitId tree, String how) {
    return new RepositoryException("The tree " + tree + " is malformed: " + how + ".");
  }
}
