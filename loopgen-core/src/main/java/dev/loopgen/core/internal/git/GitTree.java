package dev.loopgen.core.internal.git;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.util.List;
import java.util.Map;

/**
 * A tree with all files below it.
 *
 * @param id its id
 * @param files its files; special files do not affect the ids
 * @param directories its subtrees, possibly not all of them
 */
public record GitTree(
    GitId id, SortedArrayMap<RepoPath, TreeEntry> files, Map<RepoPath, Directory> directories) {

  /** The empty tree. */
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
   * A subtree.
   *
   * @param id its id
   * @param files the number of files below it
   */
  public record Directory(GitId id, int files) {}
}
