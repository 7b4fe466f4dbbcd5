package dev.loopgen.api.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern that matches paths of a project, in the syntax of {@code docs/forbidden-paths.md}.
 *
 * <p>In a name, {@code *} matches any characters and {@code ?} matches one; {@code **} matches any
 * number of directories. A pattern without a slash matches at any depth; one with a slash is
 * relative to the project. A pattern that matches a directory matches everything below it. Patterns
 * are equal if their texts are. Immutable and thread-safe.
 */
public final class PathPattern {

  private static final List<String> GIT_DIRECTORY =
      List.of(".git/hooks", ".git/config", ".git/info", ".git/modules");

  private final String text;
  private final List<Glob> segments;
  private final boolean inGitDirectory;

  private PathPattern(String text, List<Glob> segments) {
    this.text = text;
    this.segments = List.copyOf(segments);
    this.inGitDirectory = segments.get(0).isDotGit();
  }

  /**
   * Parses a pattern.
   *
   * @param text the pattern; a trailing {@code /} has no effect, and a leading {@code /} or {@code
   *     ./} only anchors the pattern to the project's directory
   * @return the pattern
   * @throws IllegalArgumentException if the pattern is empty or uses unsupported syntax; the
   *     message names it
   */
  public static PathPattern parse(String text) {
    String path = text;
    boolean tied = path.startsWith("/") || path.startsWith("./");
    while (path.startsWith("/") || path.startsWith("./")) {
      path = path.substring(path.charAt(0) == '/' ? 1 : 2);
    }
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    check(text, path);
    path = withPlainGitDirectory(path);
    List<Glob> segments = new ArrayList<>();
    if (!tied && !path.contains("/")) {
      segments.add(Glob.ANY_PATH);
    }
    for (String segment : path.split("/")) {
      boolean repeated = !segments.isEmpty() && segments.get(segments.size() - 1).isAnyPath();
      if (!(repeated && segment.equals("**"))) {
        segments.add(new Glob(segment.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return new PathPattern(text, segments);
  }

  /** Spells the guardable paths of the git directory as git does, for case-sensitive disks. */
  private static String withPlainGitDirectory(String path) {
    for (String guarded : GIT_DIRECTORY) {
      if (isAtOrBelow(path, guarded)) {
        return guarded + path.substring(guarded.length());
      }
    }
    return path;
  }

  private static boolean isAtOrBelow(String path, String directory) {
    return path.regionMatches(true, 0, directory, 0, directory.length())
        && (path.length() == directory.length() || path.charAt(directory.length()) == '/');
  }

  private static void check(String text, String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("the pattern is empty");
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("the pattern holds a control character");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("the pattern holds half of a surrogate pair");
    }
    if (text.indexOf('\\') >= 0) {
      throw new IllegalArgumentException(
          "the pattern " + text + " holds a backslash; separate directories with /");
    }
    if (text.chars().anyMatch(c -> "{}[]".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "the pattern "
              + text
              + " holds braces or brackets, which are not supported; write one"
              + " pattern for each alternative");
    }
    if (text.startsWith("!")) {
      throw new IllegalArgumentException(
          "the pattern "
              + text
              + " starts with !, which is not supported: a pattern cannot make an exception to"
              + " another");
    }
    List<String> segments = Arrays.asList(path.split("/", -1));
    if (segments.contains("") || segments.contains(".") || segments.contains("..")) {
      throw new IllegalArgumentException(
          "the pattern " + text + " holds an empty, . or .. segment; write the plain path");
    }
    if (segments.stream().anyMatch(part -> part.contains("**") && !part.equals("**"))) {
      throw new IllegalArgumentException(
          "the pattern "
              + text
              + " holds ** next to other characters; ** matches directories and"
              + " must be a segment of its own");
    }
    checkGitDirectory(text, path, segments);
  }

  private static void checkGitDirectory(String text, String path, List<String> segments) {
    if (segments.subList(1, segments.size()).stream().anyMatch(".git"::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "the pattern "
              + text
              + " names a .git below a directory, which cannot be guarded; only the repository's"
              + " own .git can, for example .git/hooks");
    }
    boolean enforced = GIT_DIRECTORY.stream().anyMatch(guarded -> isAtOrBelow(path, guarded));
    if (segments.get(0).equalsIgnoreCase(".git") && !enforced) {
      throw new IllegalArgumentException(
          "the pattern "
              + text
              + " names files that git itself writes; below .git, only hooks, config, info and"
              + " modules can be guarded");
    }
  }

  /**
   * Returns the pattern as it was written.
   *
   * @return the text that was parsed
   */
  public String text() {
    return text;
  }

  /** Tells whether the pattern is about the git directory rather than the project. */
  boolean isInGitDirectory() {
    return inGitDirectory;
  }

  /**
   * Returns what matches its names, one by one. A pattern without a slash starts with {@code **};
   * one that ends before a path matches a parent directory.
   */
  List<Glob> segments() {
    return segments;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern pattern && text.equals(pattern.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
