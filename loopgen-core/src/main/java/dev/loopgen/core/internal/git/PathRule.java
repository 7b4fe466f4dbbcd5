package dev.loopgen.core.internal.git;

/**
 * A pattern of an ignore or attributes file (gitignore, gitattributes), matched like git does.
 * Strings have one character per byte.
 */
public final class PathRule {

  private final String pattern;
  private final boolean negative;
  private final boolean directoryOnly;
  private final boolean ofName;
  private final boolean suffix;
  private final int literal;

  private PathRule(String text) {
    int nul = text.indexOf(0);
    String rest = nul < 0 ? text : text.substring(0, nul);
    this.negative = rest.startsWith("!");
    rest = negative ? rest.substring(1) : rest;
    this.directoryOnly = rest.endsWith("/");
    this.pattern = directoryOnly ? rest.substring(0, rest.length() - 1) : rest;
    this.ofName = pattern.indexOf('/') < 0;
    this.literal = literalLength(pattern, 0);
    this.suffix = pattern.startsWith("*") && literalLength(rest, 1) == rest.length() - 1;
  }

  /** Parses a pattern. */
  public static PathRule of(String text) {
    return new PathRule(text);
  }

  private static int literalLength(String text, int from) {
    int at = from;
    while (at < text.length() && !WildMatch.isSpecial(text.charAt(at))) {
      at++;
    }
    return at - from;
  }

  /** Tells whether it negates earlier patterns. */
  boolean isNegative() {
    return negative;
  }

  /**
   * Tells whether it matches a path.
   *
   * @param path the path, relative to the directory of the file with the pattern
   */
  public boolean matches(String path, boolean directory) {
    if (directoryOnly && !directory) {
      return false;
    }
    return ofName ? matchesName(path.substring(path.lastIndexOf('/') + 1)) : matchesPath(path);
  }

  private boolean matchesName(String name) {
    if (literal == pattern.length()) {
      return name.equals(pattern);
    }
    return suffix ? name.endsWith(pattern.substring(1)) : WildMatch.matches(pattern, name, false);
  }

  /** Compares the literal prefix of the pattern first and matches the rest as a wildcard. */
  private boolean matchesPath(String path) {
    int skipped = pattern.startsWith("/") ? 1 : 0;
    int prefix = literal - skipped;
    if (!path.regionMatches(0, pattern, skipped, prefix)) {
      return false;
    }
    String rest = pattern.substring(literal);
    String pathRest = path.substring(prefix);
    return rest.isEmpty() && pathRest.isEmpty() || WildMatch.matches(rest, pathRest, true);
  }
}
