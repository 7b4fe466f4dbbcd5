package dev.loopgen.api.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The patterns of a project, ready to be matched against paths of the repository around it.
 *
 * <p>Nothing outside the project matches, and nothing below the git directory but what a pattern
 * starting with {@code .git/} names. Immutable and thread-safe.
 */
public final class PathPatterns {

  private final List<PathPattern> patterns;
  private final WorkTree workTree;
  private final int prefix;

  private PathPatterns(List<PathPattern> patterns, WorkTree workTree) {
    this.patterns = List.copyOf(patterns);
    this.workTree = workTree;
    this.prefix = workTree.project().map(project -> project.length() + 1).orElse(0);
  }

  /**
   * Prepares patterns for a work tree.
   *
   * @param patterns the patterns, relative to the project
   * @param workTree tells where the project lies and whether case matters
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
   * Finds the first pattern that names a path.
   *
   * @param path a path of the repository; one that starts with {@code .git/} is a path of the git
   *     directory
   * @return the pattern, or empty where none names the path
   */
  public Optional<PathPattern> match(RepoPath path) {
    boolean inGitDirectory = isInGitDirectory(path);
    if (patterns.isEmpty() || !inGitDirectory && !isInProject(path)) {
      return Optional.empty();
    }
    int from = inGitDirectory ? 0 : prefix;
    byte[][] segments = null;
    for (PathPattern pattern : patterns) {
      boolean speaks = pattern.isInGitDirectory() == inGitDirectory;
      if (speaks && (workTree.foldsCase() || !pattern.startsElsewhere(path, from))) {
        segments = segments == null ? segments(path, from) : segments;
        if (pattern.matches(segments, workTree.foldsCase())) {
          return Optional.of(pattern);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Finds a pattern that may name something below a directory.
   *
   * @param directory the path of a directory of the repository
   * @return the pattern, or empty where none can name anything there
   */
  public Optional<PathPattern> matchBelow(RepoPath directory) {
    boolean inGitDirectory = isInGitDirectory(directory);
    Optional<RepoPath> project = workTree.project();
    if (!inGitDirectory && project.filter(p -> p.isBelow(directory)).isPresent()) {
      return patterns.stream().filter(pattern -> !pattern.isInGitDirectory()).findFirst();
    }
    boolean isProject = project.filter(directory::equals).isPresent();
    if (!inGitDirectory && !isProject && !isInProject(directory)) {
      return Optional.empty();
    }
    byte[][] segments =
        isProject ? new byte[0][] : segments(directory, inGitDirectory ? 0 : prefix);
    return patterns.stream()
        .filter(pattern -> pattern.isInGitDirectory() == inGitDirectory)
        .filter(pattern -> pattern.mayMatchBelow(segments, workTree.foldsCase()))
        .findFirst();
  }

  /**
   * Tells whether any pattern speaks of the git directory.
   *
   * @return true if a pattern starts with {@code .git/}
   */
  public boolean guardsGitDirectory() {
    return patterns.stream().anyMatch(PathPattern::isInGitDirectory);
  }

  private boolean isInProject(RepoPath path) {
    return prefix == 0 || path.isBelow(workTree.project().orElseThrow());
  }

  private static boolean isInGitDirectory(RepoPath path) {
    return path.length() >= 4
        && path.at(0) == '.'
        && (path.at(1) | 0x20) == 'g'
        && (path.at(2) | 0x20) == 'i'
        && (path.at(3) | 0x20) == 't'
        && (path.length() == 4 || path.at(4) == '/');
  }

  private static byte[][] segments(RepoPath path, int from) {
    byte[] bytes = path.bytes();
    List<byte[]> segments = new ArrayList<>();
    int start = from;
    for (int i = from; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        segments.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return segments.toArray(byte[][]::new);
  }
}
