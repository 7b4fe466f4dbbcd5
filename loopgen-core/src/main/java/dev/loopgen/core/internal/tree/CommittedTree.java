package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.git.CommitReader;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;

/** The judged part of a commit: everything except loopgen's own outputs. */
public final class CommittedTree {

  private static final long MAX_OUTPUT = 1 << 30;

  private CommittedTree() {}

  /**
   * Returns the id of the judged tree of a work tree that is exactly a commit.
   *
   * @throws dev.loopgen.api.RepositoryException if the commit cannot be read
   */
  public static GitId of(GitRepository repository, GitId commit) {
    GitTree whole = CommitReader.tree(repository, commit);
    LoopgenOutputs names = new LoopgenOutputs(repository.workTree());
    NavigableMap<RepoPath, TreeEntry> outputs =
        new CommittedOutputs(names, whole.files(), path -> read(repository, whole, path))
            .find(false);
    return GitTreeHasher.of(
            SortedArrayMap.copyOf(LoopgenOutputs.without(whole.files(), outputs)), List.of(whole))
        .id();
  }

  private static byte[] read(GitRepository repository, GitTree tree, RepoPath path) {
    TreeEntry entry = Objects.requireNonNull(tree.files().get(path));
    return repository.objects().read(entry.id(), Constants.OBJ_BLOB, MAX_OUTPUT);
  }
}
