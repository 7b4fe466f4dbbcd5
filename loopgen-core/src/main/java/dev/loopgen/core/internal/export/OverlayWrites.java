package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * What commands wrote over an export.
 *
 * @param touched the files of the tree that were written, moved or deleted, restored or not
 * @param created new files that the tree's ignore rules do not ignore; a new repository counts as
 *     one
 * @param ignored the ignored files that were asked for
 */
public record OverlayWrites(
    NavigableMap<RepoPath, Touched> touched, List<RepoPath> created, List<RepoPath> ignored) {

  public OverlayWrites {
    touched = Collections.unmodifiableNavigableMap(touched);
    created = List.copyOf(created);
    ignored = List.copyOf(ignored);
  }

  /**
   * A file of the tree.
   *
   * @param before its entry in the tree
   * @param after its entry now, by its unconverted bytes, or null if it is gone; if it was
   *     restored, the same as before
   */
  public record Touched(TreeEntry before, @Nullable TreeEntry after) {

    /** Returns how it ended. */
    public Kind kind() {
      return after == null ? Kind.DELETED : after.equals(before) ? Kind.RESTORED : Kind.CHANGED;
    }
  }

  /** How a file of the tree ended. */
  public enum Kind {
    /** With other content, or another mode. */
    CHANGED,
    /** It is gone, or a directory is in its place. */
    DELETED,
    /** As it was. Meanwhile, it may have been something else. */
    RESTORED
  }
}
