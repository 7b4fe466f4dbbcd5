package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.git.CommitReader;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedEntries;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;

/** What of a commit is judged: all of it but loopgen's own outputs. */
public final class CommittedTree {

  private static final long MAX_OUTPUT = 1 << 30;

  private CommittedTree() {}

  /**
   * Returns the id of the judged tree of a work tree that holds exactly a commit.
   *
   * @throws dev.loopgen.api.RepositoryException if the commit cannot be read
   */
  public static GitId of(GitRepository repository, GitId commit) {
    GitTree whole = CommitReader.tree(repository, commit);
    LoopgenOutputs names = new LoopgenOutputs(repository.workTree());
    Map<RepoPath, TreeEntry> outputs = names.in(whole.files());
    OutputLinks links = OutputLinks.committed(repository, names, whole.files());
    outputs.keySet().removeIf(links::reach);
    outputs.entrySet().removeIf(entry -> !isOurs(repository, names, entry));
    return GitTrees.of(
            SortedEntries.copyOf(LoopgenOutputs.without(whole.files(), outputs)), List.of(whole))
        .id();
  }

  private static boolean isOurs(
      GitRepository repository, LoopgenOutputs names, Map.Entry<RepoPath, TreeEntry> output) {
    try {
      return OutputContent.isOurs(
          names.kind(output.getKey(), output.getValue().mode()).orElseThrow(),
          repository.objects().read(output.getValue().id(), Constants.OBJ_BLOB, MAX_OUTPUT));
    } catch (IOException e) {
      throw new RepositoryException(
          "The committed file " + output.getKey() + " cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
