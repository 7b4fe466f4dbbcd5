package dev.loopgen.core.internal.git;

/**
 * Matches one character with a bracket expression of a shell pattern, such as {@code
 * [!a-z[:digit:]]}.
 */
final class GlobCharacterClass {

  private final String pattern;
  private final char found;
  private final boolean negated;
  private boolean any;
  private int at;

  /** Reads the expression that starts at a bracket. */
  GlobCharacterClass(String pattern, int bracket, char found) {
    this.pattern = pattern;
    this.found = found;
    this.at = bracket + 1;
    this.negated = pattern(at) == '!' || pattern(at) == '^';
    if (negated) {
      at++;
    }
    read();
  }

  /** Returns the index of its closing bracket, or -1 if it is malformed. */
  int end() {
    return at;
  }

  boolean matches() {
    return any != negated;
  }

  private char pattern(int index) {
    return index < pattern.length() ? pattern.charAt(index) : 0;
  }

  /** Reads all members; the first character is a member even if it is a closing bracket. */
  private void read() {
    char previous = 0;
    do {
      char next = pattern(at);
      if (next == 0) {
        at = -1;
        return;
      }
      previous = member(next, previous);
      if (at < 0) {
        return;
      }
      at++;
    } while (pattern(at) != ']');
  }

  /** Reads one member, up to its last character; returns the character that may start a range. */
  private char member(char next, char previous) {
    if (next == '\\') {
      char escaped = pattern(++at);
      at = escaped == 0 ? -1 : at;
      any |= escaped == found;
      return escaped;
    }
    if (next == '-' && previous != 0 && pattern(at + 1) != 0 && pattern(at + 1) != ']') {
      range(previous);
      return 0;
    }
    if (next == '[' && pattern(at + 1) == ':') {
      return named();
    }
    any |= next == found;
    return next;
  }

  private void range(char previous) {
    char last = pattern(++at);
    if (last == '\\') {
      last = pattern(++at);
      if (last == 0) {
        at = -1;
        return;
      }
    }
    any |= found >= previous && found <= last;
  }

  private char named() {
    int start = at + 2;
    int end = pattern.indexOf(']', start);
    if (end < 0) {
      at = -1;
      return 0;
    }
    if (end == start || pattern(end - 1) != ':') {
      any |= found == '[';
      return '[';
    }
    int known = isOf(pattern.substring(start, end - 1));
    any |= known > 0;
    at = known < 0 ? -1 : end;
    return 0;
  }

  /** Tests a named class like git: ASCII only, and vertical tab and form feed are not space. */
  private int isOf(String name) {
    boolean lower = found >= 'a' && found <= 'z';
    boolean upper = found >= 'A' && found <= 'Z';
    boolean digit = found >= '0' && found <= '9';
    boolean printed = found >= ' ' && found <= '~';
    boolean space = found == ' ' || found == '\t' || found == '\n' || found == '\r';
    boolean is =
        switch (name) {
          case "alnum" -> lower || upper || digit;
          case "alpha" -> lower || upper;
          case "blank" -> found == ' ' || found == '\t';
          case "cntrl" -> found < ' ' || found == 0x7f;
          case "digit" -> digit;
          case "graph" -> printed && !space;
          case "lower" -> lower;
          case "print" -> printed;
          case "punct" -> printed && found != ' ' && !lower && !upper && !digit;
          case "space" -> space;
          case "upper" -> upper;
          case "xdigit" -> digit || found >= 'a' && found <= 'f' || found >= 'A' && found <= 'F';
          default -> {
            at = -1;
            yield false;
          }
        };
    return at < 0 ? -1 : is ? 1 : 0;
  }
}
