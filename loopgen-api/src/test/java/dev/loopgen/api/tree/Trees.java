package dev.loopgen.api.tree;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Small trees for tests. */
public final class Trees {

  private static final GitId TREE = GitId.of("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

  private Trees() {}

  /** Returns an id that differs for each number. */
  public static GitId id(int number) {
    return GitId.of(String.format("%040x", number));
  }

  /** Returns a regular file whose content differs for each number. */
  public static TreeEntry file(int content) {
    return new TreeEntry(FileMode.REGULAR, id(content));
  }

  /** Returns a snapshot of files, each with one content. */
  public static TreeSnapshot snapshot(Map<String, TreeEntry> files) {
    return new TreeSnapshot(
        TREE,
        HashingMode.CONTENT,
        tree(files),
        Map.of(),
        Set.of(),
        false,
        new TreeMap<>(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        Set.of(),
        CheckoutState.WHOLE,
        Map.of(),
        DirectoryStamps.NONE,
        new TreeMap<>(),
        new Head(null, null, null, null, "refs", null));
  }

  static NavigableMap<RepoPath, TreeEntry> tree(Map<String, TreeEntry> files) {
    NavigableMap<RepoPath, TreeEntry> tree = new TreeMap<>();
    files.forEach((path, entry) -> tree.put(RepoPath.of(path), entry));
    return tree;
  }
}
