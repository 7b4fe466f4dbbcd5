package dev.loopgen.api.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of a project, prepared for matching paths of its repository.
 *
 * <p>Nothing outside the project matches. Below the git directory, only patterns that start with
 * {@code .git/} match. Immutable and thread-safe.
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
    if (patterns.isEmpty()) {
      return Optional.empty();
    }
    boolean folds = workTree.foldsCase();
    boolean inGitDirectory = startsWithGit(path, folds);
    boolean inProject = isInProject(path);
    byte @Nullable [][] ofGitDirectory = null;
    byte @Nullable [][] ofProject = null;
    for (PathPattern pattern : patterns) {
      boolean ofGit = pattern.isInGitDirectory();
      boolean speaks = ofGit ? inGitDirectory : inProject;
      if (!speaks || !folds && pattern.startsElsewhere(path, ofGit ? 0 : prefix)) {
        continue;
      }
      if (ofGit && ofGitDirectory == null) {
        ofGitDirectory = segments(path, 0);
      } else if (!ofGit && ofProject == null) {
        ofProject = segments(path, prefix);
      }
      byte @Nullable [][] segments = ofGit ? ofGitDirectory : ofProject;
      if (segments != null && pattern.matches(segments, folds)) {
        return Optional.of(pattern);
      }
    }
    return Optional.empty();
  }

  /**
   * Finds a pattern that may match something below a directory.
   *
   * @param directory the path of a directory of the repository
   * @return the pattern; empty if none can match there
   */
  public Optional<PathPattern> matchBelow(RepoPath directory) {
    byte @Nullable [][] inGitDirectory = inGitDirectory(directory);
    byte @Nullable [][] inProject =
        workTree.project().filter(directory::equals).isPresent()
            ? new byte[0][]
            : inProject(directory);
    boolean aboveProject = workTree.project().filter(p -> p.isBelow(directory)).isPresent();
    for (PathPattern pattern : patterns) {
      byte @Nullable [][] segments = pattern.isInGitDirectory() ? inGitDirectory : inProject;
      if (aboveProject && !pattern.isInGitDirectory()
          || segments != null && pattern.mayMatchBelow(segments, workTree.foldsCase())) {
        return Optional.of(pattern);
      }
    }
    return Optional.empty();
  }

  /**
   * Tells whether any pattern is about the git directory.
   *
   * @return true if a pattern starts with {@code .git/}
   */
  public boolean guardsGitDirectory() {
    return patterns.stream().anyMatch(PathPattern::isInGitDirectory);
  }

  /** Returns the segments of a path of the git directory; null for any other path. */
  private byte @Nullable [][] inGitDirectory(RepoPath path) {
    return startsWithGit(path, workTree.foldsCase()) ? segments(path, 0) : null;
  }

  /** Returns the segments of a path below the project; null for any other path. */
  private byte @Nullable [][] inProject(RepoPath path) {
    return isInProject(path) ? segments(path, prefix) : null;
  }

  /**
   * Counts {@code .GIT} as a path of the project too, because the case-folding setting can be
   * forged.
   */
  private boolean isInProject(RepoPath path) {
    return !startsWithGit(path, false)
        && (prefix == 0 || path.isBelow(workTree.project().orElseThrow()));
  }

  private static boolean startsWithGit(RepoPath path, boolean foldCase) {
    int fold = foldCase ? 0x20 : 0;
    return path.length() >= 4
        && path.at(0) == '.'
        && (path.at(1) | fold) == 'g'
        && (path.at(2) | fold) == 'i'
        && (path.at(3) | fold) == 't'
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
