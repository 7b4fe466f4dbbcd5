package dev.loopgen.api.tree;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One path that differs between two states of a tree. A rename is two changes.
 *
 * @param path the path
 * @param before what stood there, or null where nothing did
 * @param after what stands there now, or null where nothing does
 */
public record PathChange(RepoPath path, @Nullable TreeEntry before, @Nullable TreeEntry after) {

  /**
   * Refuses a change that is none.
   *
   * @throws IllegalArgumentException if both sides are equal
   */
  public PathChange {
    Objects.requireNonNull(path);
    if (Objects.equals(before, after)) {
      throw new IllegalArgumentException("no change at " + path);
    }
  }

  /**
   * Tells what happened in one word.
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
