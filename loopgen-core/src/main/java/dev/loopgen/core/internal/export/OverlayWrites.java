package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.RepoPath;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;

/**
 * What commands wrote over an export.
 *
 * @param touched the files of the tree that were written, moved or deleted, restored or not
 * @param created new files that the tree's ignore rules do not ignore; a new repository counts as
 *     one
 * @param ignored the ignored files that were asked for
 */
public record OverlayWrites(
    NavigableMap<RepoPath, Kind> touched, List<RepoPath> created, List<RepoPath> ignored) {

  public OverlayWrites {
    touched = Collections.unmodifiableNavigableMap(touched);
    created = List.copyOf(created);
    ignored = List.copyOf(ignored);
  }

  /** How a file of the tree ended. */
  public enum Kind {
    /** With other content, another mode, or as a directory. */
    CHANGED,
    /** It is gone. */
    DELETED,
    /** As it was. Meanwhile, it may have been something else. */
    RESTORED
  }
}
