package dev.loopgen.api.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The patterns of a project, prepared for matching paths of its repository.
 *
 * <p>Nothing outside the project matches. Below the git directory, only patterns that start with
 * {@code .git/} match. Immutable and thread-safe.
 */
public final class PathPatterns {

  private final List<PathPattern> patterns;
  private final DirectoryPatterns root;

  /** The last directory that was asked for; only a hint, because paths come in order. */
  private volatile KnownDirectory last;

  private record KnownDirectory(byte[] path, DirectoryPatterns patterns) {

    boolean isParent(byte[] child, int slash) {
      return path.length == slash && Arrays.equals(path, 0, slash, child, 0, slash);
    }
  }

  private PathPatterns(List<PathPattern> patterns, WorkTree workTree) {
    this.patterns = List.copyOf(patterns);
    PatternAutomaton automaton = new PatternAutomaton(this.patterns, workTree.foldsCase());
    this.root = DirectoryPatterns.ofRoot(automaton, workTree.project().orElse(null));
    this.last = new KnownDirectory(new byte[0], root);
  }

  /**
   * Prepares patterns for a work tree.
   *
   * @param patterns the patterns, relative to the project
   * @param workTree the location of the project and the case sensitivity
   * @return the patterns
   */
  public static PathPatterns of(List<PathPattern> patterns, WorkTree workTree) {
    return new PathPatterns(patterns, workTree);
  }

  /**
   * Returns the patterns.
   *
   * @return the patterns in their order
   */
  public List<PathPattern> patterns() {
    return patterns;
  }

  /**
   * Finds the first pattern that matches a path.
   *
   * @param path a path of the repository; one that starts with {@code .git/} is a path of the git
   *     directory
   * @return the pattern; empty if none matches
   */
  public Optional<PathPattern> match(RepoPath path) {
    return patterns.isEmpty()
        ? Optional.empty()
        : pattern(parent(path.shared()).match(name(path.shared())));
  }

  /**
   * Finds a pattern that spells the way through a path, as {@code a/*.pem} through {@code a}.
   *
   * @param path a path of the repository, as of a link
   * @return the pattern; empty if none leads through the path, or only one that leads through any
   */
  public Optional<PathPattern> matchThrough(RepoPath path) {
    return pattern(parent(path.shared()).matchThrough(name(path.shared())));
  }

  /**
   * Finds a pattern that may match something below a directory.
   *
   * @param directory the path of a directory of the repository
   * @return the pattern; empty if none can match there
   */
  public Optional<PathPattern> matchBelow(RepoPath directory) {
    return pattern(directory(directory.shared(), directory.length()).matchBelow());
  }

  /**
   * Returns the patterns as they apply to the root of the repository.
   *
   * @return the patterns of its root, which lead to those of every other directory
   */
  public DirectoryPatterns inRoot() {
    return root;
  }

  /**
   * Tells whether any pattern is about the git directory.
   *
   * @return true if a pattern starts with {@code .git/}
   */
  public boolean guardsGitDirectory() {
    return patterns.stream().anyMatch(PathPattern::isInGitDirectory);
  }

  private DirectoryPatterns parent(byte[] path) {
    int slash = lastSlash(path);
    return slash < 0 ? root : directory(path, slash);
  }

  private static PathName name(byte[] path) {
    return new PathName(path, lastSlash(path) + 1, path.length);
  }

  private static int lastSlash(byte[] path) {
    int slash = path.length - 1;
    while (slash >= 0 && path[slash] != '/') {
      slash--;
    }
    return slash;
  }

  private Optional<PathPattern> pattern(int index) {
    return index == PatternAutomaton.NONE ? Optional.empty() : Optional.of(patterns.get(index));
  }

  private DirectoryPatterns directory(byte[] path, int length) {
    KnownDirectory known = last;
    if (known.isParent(path, length)) {
      return known.patterns;
    }
    DirectoryPatterns found = root;
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || path[i] == '/') {
        found = found.enter(new PathName(path, start, i));
        start = i + 1;
      }
    }
    last = new KnownDirectory(Arrays.copyOf(path, length), found);
    return found;
  }
}
