package dev.loopgen.api.tree;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A work tree and the project in it.
 *
 * @param root the absolute path of the work tree
 * @param projectPath the path of the project's directory in the repository, or null if the project
 *     is the whole repository
 * @param foldsCase whether names that differ only in case are equal in this checkout
 */
public record WorkTree(Path root, @Nullable RepoPath projectPath, boolean foldsCase) {

  /** Makes the root absolute. */
  public WorkTree {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Returns the project's path in the repository.
   *
   * @return the path of its directory; empty if the project is the whole repository
   */
  public Optional<RepoPath> project() {
    return Optional.ofNullable(projectPath);
  }

  /**
   * Returns the repository path of a file of the project.
   *
   * @param relative a path relative to the project's directory, separated by {@code /}
   * @return the path relative to the repository's root
   */
  public RepoPath inProject(String relative) {
    Objects.requireNonNull(relative);
    return projectPath == null ? RepoPath.of(relative) : projectPath.resolve(relative);
  }
}
