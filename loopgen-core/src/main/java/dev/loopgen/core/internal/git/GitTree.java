package dev.loopgen.core.internal.git;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.util.List;
import java.util.Map;

/**
 * A tree with everything below it.
 *
 * @param id its id
 * @param files its files; special ones have no part in the ids
 * @param directories trees in it, not always all of them
 */
public record GitTree(
    GitId id, SortedArrayMap<RepoPath, TreeEntry> files, Map<RepoPath, Directory> directories) {

  /** The tree of nothing. */
  public static final GitTree EMPTY =
      new GitTree(
          GitId.of("4b825dc642cb6eb9a060e54bf8d69288fbee4904"),
          SortedArrayMap.of(List.of(), List.of()),
          Map.of());

  /**
   * Reads a tree and the trees below it.
   *
   * @throws dev.loopgen.api.RepositoryException if a tree is missing or malformed
   */
  public static GitTree read(GitObjects objects, GitId tree) {
    return TreeReader.read(objects, tree);
  }

  /**
   * A tree in a tree.
   *
   * @param id its id
   * @param files how many files are below it
   */
  public record Directory(GitId id, int files) {}
}
