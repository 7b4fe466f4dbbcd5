package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.files.MessageDigests;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the ids of the git trees for a set of files, except special files, which no tree can
 * hold.
 */
public final class GitTreeHasher {

  private static final byte[] DIRECTORY_MODE = "40000 ".getBytes(StandardCharsets.US_ASCII);
  private static final List<byte[]> MODES =
      Stream.of(FileMode.values())
          .map(mode -> (mode.octal() + " ").getBytes(StandardCharsets.US_ASCII))
          .toList();

  private final SortedArrayMap<RepoPath, TreeEntry> files;
  private final List<GitTree> like;
  private final Map<RepoPath, GitTree.Directory> directories = new HashMap<>();
  private final MessageDigest sha1;

  private GitTreeHasher(SortedArrayMap<RepoPath, TreeEntry> files, List<GitTree> like) {
    this.files = files;
    this.like = like;
    sha1 = MessageDigests.sha1();
  }

  /**
   * Computes the ids.
   *
   * @param like similar trees; a directory with the same files takes its id from them, and its
   *     subdirectories are then missing from the result
   */
  public static GitTree of(SortedArrayMap<RepoPath, TreeEntry> files, List<GitTree> like) {
    GitTreeHasher trees = new GitTreeHasher(files, like);
    GitId id = trees.hash(trees.content(0, files.size(), 0));
    return new GitTree(id, files, trees.directories);
  }

  /** Returns the content of the tree of some files, whose paths start with a prefix. */
  private byte[] content(int from, int to, int prefix) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int at = from;
    while (at < to) {
      byte[] path = files.key(at).bytes();
      int slash = slash(path, prefix);
      if (slash < 0) {
        TreeEntry file = files.value(at++);
        if (file.mode() != FileMode.SPECIAL) {
          append(content, MODES.get(file.mode().ordinal()), path, prefix, path.length, file.id());
        }
      } else {
        int end = end(at, to, path, slash + 1);
        GitId tree = directory(at, end, RepoPath.of(path, 0, slash));
        if (tree != null) {
          append(content, DIRECTORY_MODE, path, prefix, slash, tree);
        }
        at = end;
      }
    }
    return content.toByteArray();
  }

  private static int slash(byte[] path, int from) {
    for (int i = from; i < path.length; i++) {
      if (path[i] == '/') {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the index of the first file not below the directory of a path; searches nearby first.
   */
  private int end(int from, int to, byte[] path, int prefix) {
    int inside = from;
    int step = 1;
    while (inside + step < to && isBelow(inside + step, path, prefix)) {
      inside += step;
      step *= 2;
    }
    int outside = Math.min(inside + step, to);
    while (outside - inside > 1) {
      int middle = inside + outside >>> 1;
      if (isBelow(middle, path, prefix)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return outside;
  }

  private boolean isBelow(int index, byte[] path, int prefix) {
    return files.key(index).startsWith(path, prefix);
  }

  /** Returns the id of a directory, or null if it holds nothing that a tree can hold. */
  private @Nullable GitId directory(int from, int to, RepoPath path) {
    GitId tree = known(from, to, path);
    if (tree == null) {
      byte[] content = content(from, to, path.length() + 1);
      tree = content.length == 0 ? null : hash(content);
    }
    if (tree != null) {
      directories.put(path, new GitTree.Directory(tree, to - from));
    }
    return tree;
  }

  private @Nullable GitId known(int from, int to, RepoPath path) {
    for (GitTree tree : like) {
      GitTree.Directory directory = tree.directories().get(path);
      if (directory != null && directory.files() == to - from && isSame(tree.files(), from, to)) {
        return directory.id();
      }
    }
    return null;
  }

  /** Tells whether another map holds the same files in a row. */
  private boolean isSame(SortedArrayMap<RepoPath, TreeEntry> others, int from, int to) {
    int first = others.indexOf(files.key(from));
    if (first < 0 || others.size() - first < to - from) {
      return false;
    }
    for (int i = 0; i < to - from; i++) {
      if (!others.key(first + i).equals(files.key(from + i))
          || !others.value(first + i).equals(files.value(from + i))) {
        return false;
      }
    }
    return true;
  }

  private static void append(
      ByteArrayOutputStream content, byte[] mode, byte[] path, int from, int to, GitId id) {
    content.writeBytes(mode);
    content.write(path, from, to - from);
    content.write(0);
    content.writeBytes(id.bytes());
  }

  private GitId hash(byte[] content) {
    sha1.update(("tree " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    return GitId.of(sha1.digest(content), 0);
  }
}
