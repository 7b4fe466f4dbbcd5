package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import dev.loopgen.core.internal.tree.GitTreeHasher;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A tree composed of two others: all files of a change, except that those named by patterns are the
 * base's. Reads and writes nothing.
 */
public sealed interface TreeComposition {

  /**
   * A complete composition.
   *
   * @param tree the composed tree
   */
  record Complete(GitTree tree) implements TreeComposition {}

  /**
   * The base's files have no place in the change.
   *
   * @param obstructions what is in their way, at least one
   */
  record Obstructed(List<Obstruction> obstructions) implements TreeComposition {

    public Obstructed {
      obstructions = List.copyOf(obstructions);
    }
  }

  /**
   * A path of the change where a file of the base needs a directory. A link there would lead the
   * base's file somewhere else.
   *
   * @param path the base's file
   * @param by the path of the change above it
   * @param mode the kind of path it is
   */
  record Obstruction(RepoPath path, RepoPath by, FileMode mode) {

    /** Describes it in one sentence. */
    public String describe() {
      String kind =
          switch (mode) {
            case SYMLINK -> "a symbolic link";
            case GITLINK -> "another repository";
            default -> "a file";
          };
      return "The base's file " + path + " cannot be restored: " + by + " is " + kind + " now.";
    }
  }

  /**
   * Composes a tree.
   *
   * @param change the files of the change
   * @param base the files of the base
   * @param patterns the paths that are taken from the base; one that the base lacks is left out. A
   *     pattern that matches a directory matches everything below it.
   */
  static TreeComposition of(
      NavigableMap<RepoPath, TreeEntry> change,
      NavigableMap<RepoPath, TreeEntry> base,
      PathPatterns patterns) {
    return of(change, base, path -> patterns.match(path).isPresent());
  }

  /**
   * Composes a tree.
   *
   * @param change the files of the change
   * @param base the files of the base
   * @param restores tells which paths are taken from the base; one that the base lacks is left out
   */
  static TreeComposition of(
      NavigableMap<RepoPath, TreeEntry> change,
      NavigableMap<RepoPath, TreeEntry> base,
      Predicate<RepoPath> restores) {
    NavigableMap<RepoPath, TreeEntry> kept = new TreeMap<>(change);
    kept.keySet().removeIf(restores);
    NavigableMap<RepoPath, TreeEntry> restored = new TreeMap<>(base);
    restored.keySet().removeIf(restores.negate());
    List<Obstruction> obstructions = new ArrayList<>();
    for (RepoPath path : restored.keySet()) {
      RepoPath by = inTheWay(path, kept);
      if (by != null) {
        obstructions.add(new Obstruction(path, by, Objects.requireNonNull(kept.get(by)).mode()));
      }
    }
    if (!obstructions.isEmpty()) {
      return new Obstructed(obstructions);
    }
    kept.putAll(restored);
    return new Complete(GitTreeHasher.of(SortedArrayMap.copyOf(kept), List.of()));
  }

  private static @Nullable RepoPath inTheWay(
      RepoPath path, NavigableMap<RepoPath, TreeEntry> kept) {
    byte[] bytes = path.bytes();
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] == '/') {
        RepoPath above = RepoPath.of(bytes, 0, i);
        if (kept.containsKey(above)) {
          return above;
        }
      }
    }
    return null;
  }
}
