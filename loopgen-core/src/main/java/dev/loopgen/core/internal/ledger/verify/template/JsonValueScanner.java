package dev.loopgen.core.internal.ledger.verify.template;

/**
 * Finds the end of a JSON value that contains no objects and is spelled as {@code JSON.stringify}
 * spells it. Callers must check the byte after it: in {@code 1e5} it finds {@code 1}. Does not
 * recognise numbers of more than 15 digits or with an exponent, lone surrogates and deep nesting.
 *
 * <p>The text must be followed by a control character, which no string contains, and {@link
 * WordAccess#SLACK} further bytes.
 */
final class JsonValueScanner {

  /** There is no such value. */
  static final int NONE = -1;

  private static final int MAX_DEPTH = 50;
  private static final int MAX_DIGITS = 15;

  /** {@code JSON.stringify} writes smaller numbers with an exponent. */
  private static final int MAX_ZEROS = 5;

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private JsonValueScanner() {}

  /** Returns the index after the value that starts at an index, or {@link #NONE}. */
  static int end(byte[] text, int at) {
    return end(text, at, 0);
  }

  private static int end(byte[] text, int at, int depth) {
    return switch (text[at]) {
      case '"' -> string(text, at);
      case '[' -> array(text, at, depth);
      case 't' -> text[at + 1] == 'r' ? word(text, at + 1, 'u', 'e') : NONE;
      case 'n' -> text[at + 1] == 'u' ? word(text, at + 1, 'l', 'l') : NONE;
      case 'f' -> text[at + 1] == 'a' && text[at + 2] == 'l' ? word(text, at + 2, 's', 'e') : NONE;
      default -> number(text, at);
    };
  }

  private static int word(byte[] text, int at, char next, char last) {
    return text[at + 1] == next && text[at + 2] == last ? at + 3 : NONE;
  }

  private static int array(byte[] text, int at, int depth) {
    if (text[at + 1] == ']') {
      return at + 2;
    }
    if (depth == MAX_DEPTH) {
      return NONE;
    }
    int end = at;
    do {
      end = end(text, end + 1, depth + 1);
    } while (end != NONE && text[end] == ',');
    return end != NONE && text[end] == ']' ? end + 1 : NONE;
  }

  /**
   * Scans an integer or a decimal with so few digits that no other decimal parses as the same
   * double.
   */
  private static int number(byte[] text, int at) {
    int start = text[at] == '-' ? at + 1 : at;
    int end = digits(text, start);
    if (end == start || end - start > MAX_DIGITS || text[start] == '0' && end > start + 1) {
      return NONE;
    }
    if (text[end] == '.') {
      return fraction(text, start, end);
    }
    boolean minusZero = text[start] == '0' && start != at;
    return minusZero ? NONE : end;
  }

  private static int fraction(byte[] text, int start, int point) {
    int first = point + 1;
    int end = digits(text, first);
    int significant = first;
    while (text[significant] == '0') {
      significant++;
    }
    boolean plain =
        end > first
            && text[end - 1] != '0'
            && end - start - 1 <= MAX_DIGITS
            && significant - first <= MAX_ZEROS;
    return plain ? end : NONE;
  }

  private static int digits(byte[] text, int from) {
    int end = from;
    while (text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    return end;
  }

  /** Returns the index after the string that starts at an index, or {@link #NONE}. */
  static int string(byte[] text, int at) {
    int end = at + 1;
    while (true) {
      long special = special(WordAccess.get(text, end));
      if (special == 0) {
        end += 8;
        continue;
      }
      end += Long.numberOfTrailingZeros(special) >>> 3;
      byte unit = text[end];
      if (unit == '"') {
        return end + 1;
      }
      int length = unit == '\\' ? escape(text, end) : unit < 0 ? Utf8.length(text, end) : 0;
      if (length == 0) {
        return NONE;
      }
      end += length;
    }
  }

  /**
   * Sets the highest bit of the first byte that is a quote, a backslash, a control character or not
   * ASCII. Later bytes may be marked too: a subtraction sets that bit in a byte too small for it
   * and borrows from the bytes after it.
   */
  private static long special(long word) {
    long quote = (word ^ QUOTES) - ONES;
    long backslash = (word ^ BACKSLASHES) - ONES;
    return (quote | backslash | word - SPACES | word) & HIGHS;
  }

  /** Returns the length of a correctly spelled escape, or 0. */
  private static int escape(byte[] text, int at) {
    return switch (text[at + 1]) {
      case '"', '\\', 'b', 't', 'n', 'f', 'r' -> 2;
      case 'u' -> isControl(text, at + 2) ? 6 : 0;
      default -> 0;
    };
  }

  /** Tells whether four digits encode a control character without a shorter escape. */
  private static boolean isControl(byte[] text, int at) {
    boolean low = text[at] == '0' && text[at + 1] == '0' && (text[at + 2] | 1) == '1';
    int digit = Hex.digit(text[at + 3]);
    return low && digit >= 0 && (text[at + 2] == '1' || "89acd".indexOf(text[at + 3]) < 0);
  }
}
