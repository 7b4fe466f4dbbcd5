package dev.loopgen.core.internal.git;

/**
 * Matches a text with a shell pattern exactly like git; both have one character per byte. A port of
 * git's own matcher, which defines the correct answers.
 */
final class WildMatch {

  private static final char END = 0;

  private enum Answer {
    MATCH,
    NO_MATCH,
    /** No match, and none for a longer text either. */
    ABORT,
    /** No match, unless a double asterisk further left takes more. */
    ABORT_TO_PAIR
  }

  private final String pattern;
  private final String text;
  private final boolean ofPath;

  private WildMatch(String pattern, String text, boolean ofPath) {
    this.pattern = pattern;
    this.text = text;
    this.ofPath = ofPath;
  }

  /**
   * Tells whether the whole text matches.
   *
   * @param ofPath whether only a double asterisk matches a slash
   */
  static boolean matches(String pattern, String text, boolean ofPath) {
    return new WildMatch(pattern, text, ofPath).match(0, 0, 0) == Answer.MATCH;
  }

  private char pattern(int at) {
    return at < pattern.length() ? pattern.charAt(at) : END;
  }

  private char text(int at) {
    return at < text.length() ? text.charAt(at) : END;
  }

  /**
   * Matches the rest of the pattern.
   *
   * @param start the start of this part of the pattern
   */
  private Answer match(int start, int from, int textFrom) {
    int at = from;
    int in = textFrom;
    for (; pattern(at) != END; at++, in++) {
      char wanted = pattern(at);
      if (in >= text.length() && wanted != '*') {
        return Answer.ABORT;
      }
      char found = text(in);
      if (wanted == '*') {
        return asterisk(start, at, in);
      }
      if (wanted == '[') {
        GlobCharacterClass set = new GlobCharacterClass(pattern, at, found);
        if (set.end() < 0) {
          return Answer.ABORT;
        }
        if (!set.matches() || ofPath && found == '/') {
          return Answer.NO_MATCH;
        }
        at = set.end();
      } else if (wanted == '?') {
        if (ofPath && found == '/') {
          return Answer.NO_MATCH;
        }
      } else {
        at = wanted == '\\' ? at + 1 : at;
        if (found != pattern(at)) {
          return Answer.NO_MATCH;
        }
      }
    }
    return in < text.length() ? Answer.NO_MATCH : Answer.MATCH;
  }

  private Answer asterisk(int start, int first, int in) {
    int at = first + 1;
    boolean crosses = !ofPath;
    if (pattern(at) == '*') {
      while (pattern(at) == '*') {
        at++;
      }
      boolean alone = first <= start || pattern(first - 1) == '/';
      if (ofPath && alone && isEndOfName(at)) {
        if (pattern(at) == '/' && match(at + 1, at + 1, in) == Answer.MATCH) {
          return Answer.MATCH;
        }
        crosses = true;
      }
    }
    if (pattern(at) == END) {
      return crosses || text.indexOf('/', in) < 0 ? Answer.MATCH : Answer.ABORT_TO_PAIR;
    }
    if (!crosses && pattern(at) == '/') {
      int slash = text.indexOf('/', in);
      return slash < 0 ? Answer.ABORT : match(start, at + 1, slash + 1);
    }
    return anyLength(at, in, crosses);
  }

  private boolean isEndOfName(int at) {
    return pattern(at) == END
        || pattern(at) == '/'
        || pattern(at) == '\\' && pattern(at + 1) == '/';
  }

  private Answer anyLength(int at, int from, boolean crosses) {
    for (int in = from; in < text.length(); in++) {
      if (!isSpecial(pattern(at))) {
        while (in < text.length() && (crosses || text(in) != '/') && text(in) != pattern(at)) {
          in++;
        }
        if (text(in) != pattern(at)) {
          return crosses ? Answer.ABORT : Answer.ABORT_TO_PAIR;
        }
      }
      Answer rest = match(at, at, in);
      if (rest != Answer.NO_MATCH) {
        if (!crosses || rest != Answer.ABORT_TO_PAIR) {
          return rest;
        }
      } else if (!crosses && text(in) == '/') {
        return Answer.ABORT_TO_PAIR;
      }
    }
    return Answer.ABORT;
  }

  static boolean isSpecial(char c) {
    return c == '*' || c == '?' || c == '[' || c == '\\';
  }
}
