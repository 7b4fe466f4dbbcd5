package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.concurrent.WorkerPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RecursiveAction;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/** Reads all files of a git tree; reads its subtrees in parallel. */
final class TreeReader extends RecursiveAction {

  private static final long serialVersionUID = 1L;
  private static final long MAX_TREE = 1 << 28;
  private static final int DIRECTORY = 040000;
  private static final int MAX_DEPTH = 2048;

  private final transient GitObjects objects;
  private final transient GitId tree;
  private final byte[] prefix;
  private final int depth;

  private transient List<Item> items = List.of();

  /** The prefix, followed by room for a name. */
  private byte[] joined;

  private TreeReader(GitObjects objects, GitId tree, byte[] prefix, int depth) {
    this.objects = objects;
    this.tree = tree;
    this.prefix = prefix;
    this.depth = depth;
    this.joined = prefix;
  }

  /** The files of a tree in order, and its subtrees. */
  private static final class Files {

    private final List<RepoPath> paths = new ArrayList<>();
    private final List<TreeEntry> entries = new ArrayList<>();
    private final Map<RepoPath, GitTree.Directory> directories = new HashMap<>();

    private void add(TreeReader tree) {
      for (Item item : tree.items) {
        if (item.below == null) {
          paths.add(item.path);
          entries.add(new TreeEntry(mode(tree.tree, item.mode), item.id));
        } else {
          int before = paths.size();
          add(item.below);
          directories.put(item.path, new GitTree.Directory(item.id, paths.size() - before));
        }
      }
    }
  }

  /**
   * Reads a tree and the trees below it.
   *
   * @return its content, in ascending order thanks to git's tree order
   * @throws RepositoryException if a tree is missing or malformed
   */
  static GitTree read(GitObjects objects, GitId tree) {
    TreeReader root = new TreeReader(objects, tree, new byte[0], 0);
    try {
      if (inForkJoinPool()) {
        root.invoke();
      } else {
        WorkerPool.finish(root::invoke);
      }
    } catch (IOException e) {
      throw new RepositoryException("The tree " + tree + " cannot be read.", e);
    }
    Files files = new Files();
    files.add(root);
    for (int i = 1; i < files.paths.size(); i++) {
      RepoPath path = files.paths.get(i);
      if (files.paths.get(i - 1).compareTo(path) >= 0) {
        throw malformed(tree, "its entries are not in order at " + path);
      }
    }
    return new GitTree(tree, SortedArrayMap.of(files.paths, files.entries), files.directories);
  }

  /**
   * Finds one path; reads and checks only the trees that lead to it.
   *
   * @return its entry; empty if there is none or it is a directory
   * @throws RepositoryException if a tree is missing or malformed
   */
  static Optional<TreeEntry> find(GitObjects objects, GitId tree, RepoPath path) {
    byte[] wanted = path.bytes();
    GitId current = tree;
    int from = 0;
    for (int to = 1; to < wanted.length; to++) {
      if (wanted[to] == '/') {
        Item directory = item(objects, current, wanted, from, to);
        if (directory == null || directory.below == null) {
          return Optional.empty();
        }
        current = directory.id;
        from = to + 1;
      }
    }
    Item file = item(objects, current, wanted, from, wanted.length);
    return file == null || file.below != null
        ? Optional.empty()
        : Optional.of(new TreeEntry(mode(current, file.mode), file.id));
  }

  /** Returns the entry of a tree that is named by one element of a path. */
  private static @Nullable Item item(
      GitObjects objects, GitId tree, byte[] path, int from, int to) {
    byte[] name = Arrays.copyOfRange(path, from, to);
    for (Item item : new TreeReader(objects, tree, new byte[0], 0).items()) {
      if (item.path.length() == to - from && item.path.startsWith(name, to - from)) {
        return item;
      }
    }
    return null;
  }

  /** One entry of the tree: a file, or a subtree that is being read. */
  private record Item(RepoPath path, int mode, GitId id, @Nullable TreeReader below) {}

  @Override
  protected void compute() {
    if (depth > MAX_DEPTH) {
      throw malformed(tree, "it is nested too deeply");
    }
    items = items();
    List<TreeReader> trees = new ArrayList<>();
    for (Item item : items) {
      if (item.below != null) {
        trees.add(item.below);
      }
    }
    invokeAll(trees);
  }

  private List<Item> items() {
    byte[] raw = objects.read(tree, Constants.OBJ_TREE, MAX_TREE);
    List<Item> items = new ArrayList<>();
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
      RepoPath path = path(raw, name, end);
      GitId id = GitId.of(raw, end + 1);
      items.add(new Item(path, mode, id, mode == DIRECTORY ? below(path, id) : null));
    }
    return items;
  }

  private RepoPath path(byte[] raw, int from, int to) {
    int length = prefix.length + to - from;
    if (joined.length < length) {
      joined = Arrays.copyOf(prefix, 2 * length);
    }
    System.arraycopy(raw, from, joined, prefix.length, to - from);
    return RepoPath.of(joined, 0, length);
  }

  private TreeReader below(RepoPath path, GitId id) {
    byte[] inside = Arrays.copyOf(path.bytes(), path.length() + 1);
    inside[path.length()] = '/';
    return new TreeReader(objects, id, inside, depth + 1);
  }

  /**
   * Reads a mode.
   *
   * @param tree the tree that contains the entry, or a tree above it, for the message
   * @throws RepositoryException if git has no such mode
   */
  static FileMode mode(GitId tree, int bits) {
    try {
      return FileMode.ofBits(bits);
    } catch (IllegalArgumentException e) {
      throw malformed(tree, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isPlainName(byte[] raw, int from, int to) {
    for (int i = from; i < to; i++) {
      if (raw[i] == '/') {
        return false;
      }
    }
    if (to - from > 4 || to > from && raw[from] != '.') {
      return true;
    }
    String name = new String(raw, from, to - from, StandardCharsets.ISO_8859_1);
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && !name.equalsIgnoreCase(".git");
  }

  private static RepositoryException malformed(GitId tree, String how) {
    return new RepositoryException("The tree " + tree + " is malformed: " + how + ".");
  }
}
