package dev.loopgen.core;

import dev.loopgen.api.tree.GitId;
import java.util.Objects;

/**
 * A commit and the tree that is judged of it: what somebody who has the commit expects a decision
 * to be about.
 *
 * @param commit the commit
 * @param tree the judged tree of a work tree that holds exactly this commit: the commit's own tree,
 *     without the files of loopgen that were committed to it
 */
public record JudgedCommit(GitId commit, GitId tree) {

  public JudgedCommit {
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(tree, "tree");
  }
}
