package dev.loopgen.api.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A pattern that names paths of a project, in the language of {@code docs/forbidden-paths.md}.
 *
 * <p>{@code *} and {@code ?} stand for any characters and one character of a name, {@code **} for
 * any number of directories. A pattern without a slash names files and directories at any depth,
 * one with a slash is relative to the project. A pattern that names a directory names everything
 * below it. Patterns are compared by their text. Immutable and thread-safe.
 */
public final class PathPattern {

  private static final String GIT = ".git/";
  private static final List<String> GIT_DIRECTORY =
      List.of(".git/hooks", ".git/config", ".git/info", ".git/modules");

  private final String text;
  private final List<Glob> segments;
  private final boolean anyDepth;
  private final boolean inGitDirectory;

  private PathPattern(String text, List<Glob> segments, boolean anyDepth) {
    this.text = text;
    this.segments = List.copyOf(segments);
    this.anyDepth = anyDepth;
    this.inGitDirectory = segments.get(0).equalsIgnoringCase(".git");
  }

  /**
   * Reads a pattern.
   *
   * @param text the pattern; a leading {@code /} or {@code ./} and a trailing {@code /} change
   *     nothing but that a leading one ties the pattern to the project's directory
   * @return the pattern
   * @throws IllegalArgumentException if the pattern is empty or uses a syntax that cannot be
   *     enforced; the message says which
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
    if (path.regionMatches(true, 0, GIT, 0, GIT.length())) {
      path = GIT + path.substring(GIT.length());
    }
    List<Glob> segments = new ArrayList<>();
    for (String segment : path.split("/")) {
      boolean repeated = !segments.isEmpty() && segments.get(segments.size() - 1).isAnyPath();
      if (!(repeated && segment.equals("**"))) {
        segments.add(new Glob(segment.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return new PathPattern(text, segments, !tied && !path.contains("/"));
  }

  private static void check(String text, String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("the pattern is empty");
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("the pattern holds a control character");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("the pattern holds half of a character");
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
          "the pattern " + text + " starts with !, and what is forbidden cannot be allowed again");
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
              + " holds ** beside other characters; ** stands for directories and"
              + " is a segment of its own");
    }
    checkGitDirectory(text, path, segments.get(0));
  }

  private static void checkGitDirectory(String text, String path, String first) {
    String folded = path.toLowerCase(Locale.ROOT);
    boolean enforced =
        GIT_DIRECTORY.stream()
            .anyMatch(allowed -> folded.equals(allowed) || folded.startsWith(allowed + "/"));
    if (first.equalsIgnoreCase(".git") && !enforced) {
      throw new IllegalArgumentException(
          "the pattern "
              + text
              + " names files that git itself writes; below .git only hooks, config, info and"
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

  /** Tells whether the pattern speaks of the git directory rather than of the project. */
  boolean isInGitDirectory() {
    return inGitDirectory;
  }

  /**
   * Tells quickly that the pattern does not name a path: its first name is spelled out, and the
   * path starts with another one.
   *
   * @param from where the first name of the path starts
   */
  boolean startsElsewhere(RepoPath path, int from) {
    return !anyDepth && segments.get(0).isLiteral() && !segments.get(0).isNameAt(path, from);
  }

  /** Tells whether the pattern names a path, given by the segments of its name. */
  boolean matches(byte[][] path, boolean foldCase) {
    return anyDepth
        ? Arrays.stream(path).anyMatch(segment -> segments.get(0).matches(segment, foldCase))
        : reach(path, foldCase, false);
  }

  /** Tells whether the pattern may name something below a directory. */
  boolean mayMatchBelow(byte[][] directory, boolean foldCase) {
    return anyDepth || reach(directory, foldCase, true);
  }

  /**
   * Follows the pattern along a path, keeping the set of segments that could come next. A pattern
   * used up before the path names a directory above; a path used up first may go on below.
   */
  private boolean reach(byte[][] path, boolean foldCase, boolean below) {
    boolean[] next = new boolean[segments.size() + 1];
    next[0] = true;
    skipAnyPath(next);
    for (byte[] name : path) {
      boolean[] then = new boolean[next.length];
      boolean alive = false;
      for (int i = 0; i < segments.size(); i++) {
        if (next[i] && segments.get(i).isAnyPath()) {
          then[i] = true;
          alive = true;
        } else if (next[i] && segments.get(i).matches(name, foldCase)) {
          then[i + 1] = true;
          alive = true;
        }
      }
      if (!alive) {
        return false;
      }
      skipAnyPath(then);
      if (then[segments.size()]) {
        return true;
      }
      next = then;
    }
    return below;
  }

  /**
   * Lets {@code **} stand for no directory at all, also at the end: the directory itself counts.
   */
  private void skipAnyPath(boolean[] next) {
    for (int i = 0; i < segments.size(); i++) {
      if (next[i] && segments.get(i).isAnyPath()) {
        next[i + 1] = true;
      }
    }
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
