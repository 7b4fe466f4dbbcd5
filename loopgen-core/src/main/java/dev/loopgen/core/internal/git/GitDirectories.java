package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a repository is, found without opening it.
 *
 * @param root the work tree, without links
 * @param gitDirectory the git directory of this work tree
 * @param commonDirectory the git directory that all work trees share
 */
public record GitDirectories(Path root, Path gitDirectory, Path commonDirectory) {

  /**
   * Finds the repository around a directory; empty if there is none.
   *
   * @throws RepositoryException if there is one that cannot be read
   */
  public static Optional<GitDirectories> around(Path directory) {
    try {
      Path root = GitRepository.rootAround(directory.toRealPath());
      return root == null ? Optional.empty() : Optional.of(of(root));
    } catch (IOException e) {
      throw new RepositoryException(
          "The repository around " + directory + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Finds the repository of a work tree.
   *
   * @throws IOException if its {@code .git} is none
   */
  public static GitDirectories of(Path root) throws IOException {
    Path gitDirectory = GitRepository.gitDirectory(root.resolve(".git"));
    return new GitDirectories(root, gitDirectory, GitRepository.commonDirectory(gitDirectory));
  }
}
