package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RecursiveTask;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/** Reads every file of a git tree; the trees in it are read in parallel. */
final class TreeReader extends RecursiveTask<TreeReader.Files> {

  private static final long serialVersionUID = 1L;
  private static final long MAX_TREE = 1 << 28;
  private static final int DIRECTORY = 040000;
  private static final int MAX_DEPTH = 2048;

  private final transient GitObjects objects;
  private final transient GitId tree;
  private final byte[] prefix;
  private final int depth;

  private TreeReader(GitObjects objects, GitId tree, byte[] prefix, int depth) {
    this.objects = objects;
    this.tree = tree;
    this.prefix = prefix;
    this.depth = depth;
  }

  /** The files of a tree in their order, and the trees in it. */
  static final class Files {

    private final List<RepoPath> paths = new ArrayList<>();
    private final List<TreeEntry> entries = new ArrayList<>();
    private final Map<RepoPath, GitTree.Directory> directories = new HashMap<>();

    private void add(RepoPath path, TreeEntry entry) {
      paths.add(path);
      entries.add(entry);
    }

    private void addAll(Item directory, Files below) {
      paths.addAll(below.paths);
      entries.addAll(below.entries);
      directories.putAll(below.directories);
      directories.put(
          RepoPath.of(directory.path), new GitTree.Directory(directory.id, below.paths.size()));
    }
  }

  /**
   * Reads a tree and the trees below it.
   *
   * @return its content; git's order of trees makes it ascending
   * @throws RepositoryException if a tree is missing or malformed
   */
  static GitTree read(GitObjects objects, GitId tree) {
    Files files;
    TreeReader root = new TreeReader(objects, tree, new byte[0], 0);
    try {
      files = inForkJoinPool() ? root.invoke() : Workers.finish(root::invoke);
    } catch (IOException e) {
      throw new RepositoryException("The tree " + tree + " cannot be read.", e);
    }
    for (int i = 1; i < files.paths.size(); i++) {
      RepoPath path = files.paths.get(i);
      if (files.paths.get(i - 1).compareTo(path) >= 0) {
        throw malformed(tree, "its entries are not in order at " + path);
      }
    }
    return new GitTree(tree, SortedEntries.of(files.paths, files.entries), files.directories);
  }

  /**
   * Looks one path up; reads and checks the trees on the way only.
   *
   * @return what stands there, empty also where that is a directory
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

  /** The entry of a tree whose name is a part of a path. */
  private static @Nullable Item item(
      GitObjects objects, GitId tree, byte[] path, int from, int to) {
    for (Item item : new TreeReader(objects, tree, new byte[0], 0).items()) {
      if (Arrays.equals(item.path, 0, item.path.length, path, from, to)) {
        return item;
      }
    }
    return null;
  }

  /** One entry of the tree: a file, or a tree that is being read. */
  private record Item(byte[] path, int mode, GitId id, @Nullable TreeReader below) {}

  @Override
  protected Files compute() {
    if (depth > MAX_DEPTH) {
      throw malformed(tree, "it is nested too deeply");
    }
    List<Item> items = items();
    invokeAll(items.stream().flatMap(item -> Stream.ofNullable(item.below)).toList());
    Files files = new Files();
    for (Item item : items) {
      if (item.below == null) {
        files.add(RepoPath.of(item.path), new TreeEntry(mode(tree, item.mode), item.id));
      } else {
        files.addAll(item, item.below.join());
      }
    }
    return files;
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
      byte[] path = join(prefix, raw, name, end);
      GitId id = GitId.of(raw, end + 1);
      items.add(new Item(path, mode, id, mode == DIRECTORY ? below(path, id) : null));
    }
    return items;
  }

  private TreeReader below(byte[] path, GitId id) {
    byte[] inside = join(path, new byte[] {'/'}, 0, 1);
    return new TreeReader(objects, id, inside, depth + 1);
  }

  private static FileMode mode(GitId tree, int bits) {
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

  private static byte[] join(byte[] prefix, byte[] source, int from, int to) {
    byte[] joined = Arrays.copyOf(prefix, prefix.length + to - from);
    System.arraycopy(source, from, joined, prefix.length, to - from);
    return joined;
  }

  private static RepositoryException malformed(GitId tree, String how) {
    return new RepositoryException("The tree " + tree + " is malformed: " + how + ".");
  }
}
