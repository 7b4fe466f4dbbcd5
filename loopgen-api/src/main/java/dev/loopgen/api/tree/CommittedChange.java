package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * A change of one path made by one commit.
 *
 * @param commit the commit
 * @param change what it did, relative to its first parent
 */
public record CommittedChange(GitId commit, PathChange change) {

  public CommittedChange {
    Objects.requireNonNull(commit);
    Objects.requireNonNull(change);
  }
}
