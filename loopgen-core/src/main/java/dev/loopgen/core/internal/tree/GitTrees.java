package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.git.SortedEntries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the git trees that hold a set of files; special ones are left out, because no tree can
 * hold them. Immutable and thread-safe.
 */
final class GitTrees {

  /** The trees of no files. */
  static final GitTrees NONE = new GitTrees(SortedEntries.of(List.of(), List.of()));

  private static final byte[] DIRECTORY_MODE = "40000 ".getBytes(StandardCharsets.US_ASCII);
  private static final List<byte[]> MODES =
      Stream.of(FileMode.values())
          .map(mode -> (mode.octal() + " ").getBytes(StandardCharsets.US_ASCII))
          .toList();

  private final SortedEntries<RepoPath, TreeEntry> files;
  private final Map<Place, Known> known = new HashMap<>();
  private final GitId id;

  /** Where a directory starts: at which file, and where in paths the names in it start. */
  private record Place(int first, int prefix) {}

  /** A directory's id, and the file behind its last one. */
  private record Known(GitId id, int end) {}

  private GitTrees(SortedEntries<RepoPath, TreeEntry> files) {
    this(files, null);
  }

  private GitTrees(SortedEntries<RepoPath, TreeEntry> files, @Nullable GitTrees like) {
    this.files = files;
    this.id = new Hashing(like).root();
  }

  /**
   * Computes the ids.
   *
   * @param like similar trees; those of directories that hold the same are taken from them
   */
  static GitTrees of(SortedEntries<RepoPath, TreeEntry> files, GitTrees like) {
    return new GitTrees(files, like);
  }

  /** Returns the id of the tree of all files. */
  GitId id() {
    return id;
  }

  private final class Hashing {

    private final @Nullable GitTrees like;
    private final MessageDigest sha1;

    Hashing(@Nullable GitTrees like) {
      this.like = like;
      try {
        sha1 = MessageDigest.getInstance("SHA-1");
      } catch (NoSuchAlgorithmException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
    }

    GitId root() {
      return hash(content(0, files.size(), 0));
    }

    /** The content of the tree of some files, whose names in it start behind a prefix. */
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
          GitId tree = directory(at, end, slash + 1);
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

    /** Finds the first file that is not below the directory of a path; looks near by first. */
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

    /** The id of a directory, or null where it holds nothing that a tree can hold. */
    private @Nullable GitId directory(int from, int to, int prefix) {
      GitId tree = like == null ? null : like.same(files, from, to, prefix);
      if (tree == null) {
        byte[] content = content(from, to, prefix);
        tree = content.length == 0 ? null : hash(content);
      }
      if (tree != null) {
        known.put(new Place(from, prefix), new Known(tree, to));
      }
      return tree;
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

  /** The id of a directory here that holds exactly the same files, or null for none. */
  private @Nullable GitId same(
      SortedEntries<RepoPath, TreeEntry> others, int from, int to, int prefix) {
    int first = files.indexOf(others.key(from));
    Known directory = first < 0 ? null : known.get(new Place(first, prefix));
    if (directory == null || directory.end - first != to - from) {
      return null;
    }
    for (int i = 0; i < to - from; i++) {
      if (!files.key(first + i).equals(others.key(from + i))
          || !files.value(first + i).equals(others.value(from + i))) {
        return null;
      }
    }
    return directory.id;
  }
}
