package dev.loopgen.api.tree;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A work tree and the project in it. Immutable. */
public final class WorkTree {

  private final Path root;
  private final @Nullable RepoPath project;
  private final boolean foldsCase;

  /**
   * Makes the root absolute.
   *
   * @param root the path of the work tree
   * @param project the path of the project's directory in the repository, or null if the project is
   *     the whole repository
   * @param foldsCase whether names that differ only in case are equal in this checkout
   */
  public WorkTree(Path root, @Nullable RepoPath project, boolean foldsCase) {
    this.root = root.toAbsolutePath().normalize();
    this.project = project;
    this.foldsCase = foldsCase;
  }

  /**
   * Returns the directory of the work tree.
   *
   * @return its absolute path
   */
  public Path root() {
    return root;
  }

  /**
   * Returns the project's path in the repository.
   *
   * @return the path of its directory; empty if the project is the whole repository
   */
  public Optional<RepoPath> project() {
    return Optional.ofNullable(project);
  }

  /**
   * Returns whether names that differ only in case are equal in this checkout.
   *
   * @return whether case is folded
   */
  public boolean foldsCase() {
    return foldsCase;
  }

  /**
   * Returns the repository path of a file of the project.
   *
   * @param relative a path relative to the project's directory, separated by {@code /}
   * @return the path relative to the repository's root
   */
  public RepoPath inProject(String relative) {
    Objects.requireNonNull(relative, "relative");
    return project == null ? RepoPath.of(relative) : project.resolve(relative);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WorkTree that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  @Override
  public String toString() {
    return "WorkTree" + facts();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(root, project, foldsCase);
  }
}
