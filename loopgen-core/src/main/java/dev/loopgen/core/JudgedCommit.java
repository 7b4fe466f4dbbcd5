package dev.loopgen.core;

import dev.loopgen.api.tree.GitId;
import java.util.Objects;

/**
 * A commit and its judged tree. Whoever verifies a decision about the commit expects this tree.
 *
 * @param commit the commit
 * @param tree the judged tree of a checkout of exactly this commit: the commit's tree without the
 *     committed files of loopgen itself
 */
public record JudgedCommit(GitId commit, GitId tree) {

  public JudgedCommit {
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(tree, "tree");
  }
}
