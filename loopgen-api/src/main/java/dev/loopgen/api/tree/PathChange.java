package dev.loopgen.api.tree;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path that differs between two states of a tree. A rename is two changes.
 *
 * @param path the path
 * @param before the old entry, or null if there was none
 * @param after the new entry, or null if there is none
 */
public record PathChange(RepoPath path, @Nullable TreeEntry before, @Nullable TreeEntry after) {

  /**
   * Checks that the sides differ.
   *
   * @throws IllegalArgumentException if both sides are equal
   */
  public PathChange {
    Objects.requireNonNull(path, "path");
    if (Objects.equals(before, after)) {
      throw new IllegalArgumentException("both sides are equal at " + path);
    }
  }

  /**
   * Returns what happened to the path.
   *
   * @return {@code added}, {@code deleted}, {@code mode changed} or {@code modified}
   */
  public String verb() {
    if (before == null) {
      return "added";
    }
    if (after == null) {
      return "deleted";
    }
    return before.id().equals(after.id()) ? "mode changed" : "modified";
  }
}
