package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.git.CommitReader;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedEntries;
import java.util.List;

/** What of a commit is judged: all of it but loopgen's own outputs. */
public final class CommittedTree {

  private CommittedTree() {}

  /**
   * Returns the id of the judged tree of a work tree that holds exactly a commit.
   *
   * @throws dev.loopgen.api.RepositoryException if the commit cannot be read
   */
  public static GitId of(GitRepository repository, GitId commit) {
    GitTree whole = CommitReader.tree(repository, commit);
    LoopgenOutputs outputs = new LoopgenOutputs(repository.workTree());
    return GitTrees.of(SortedEntries.copyOf(outputs.without(whole.files())), List.of(whole)).id();
  }
}
