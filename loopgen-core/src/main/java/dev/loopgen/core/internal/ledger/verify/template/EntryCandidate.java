package dev.loopgen.core.internal.ledger.verify.template;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.loopgen.api.json.Json;

/** Tells lines that are no entries from others without parsing them. */
public final class EntryCandidate {

  private static final byte[] HASH = {'"', 'h', 'a', 's', 'h', '"'};

  private EntryCandidate() {}

  /**
   * Tells whether a line may be an entry with a hash: an object that has such a text, and numbers
   * only as {@code JSON.stringify} spells them.
   *
   * @param text lines, followed by what {@link JsonValueScanner} requires
   * @param from the start of the line
   * @param to its end
   */
  public static boolean is(byte[] text, int from, int to) {
    return text[from] == '{'
        && text[to - 1] == '}'
        && hasHash(text, from, to)
        && hasOnlyStringifiedNumbers(text, from, to);
  }

  private static boolean hasHash(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      if (text[at] == '"') {
        int start = at;
        at = endOfString(text, at, to);
        if (at <= to && WordAccess.equal(text, start, at, HASH)) {
          return true;
        }
      } else {
        at++;
      }
    }
    return false;
  }

  private static boolean hasOnlyStringifiedNumbers(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      byte unit = text[at];
      if (unit == '"') {
        at = endOfString(text, at, to);
      } else if (unit == '-' || unit >= '0' && unit <= '9') {
        int start = at;
        at = endOfNumber(text, at, to);
        if (!isStringified(text, start, at)) {
          return false;
        }
      } else {
        at++;
      }
    }
    return true;
  }

  /** Returns the index after a string, which is beyond the end if it has none. */
  private static int endOfString(byte[] text, int start, int to) {
    int at = start + 1;
    while (at < to && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int endOfNumber(byte[] text, int from, int to) {
    int at = from;
    while (at < to && "+-.eE0123456789".indexOf(text[at]) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isStringified(byte[] text, int from, int to) {
    if (JsonValueScanner.end(text, from) == to) {
      return true;
    }
    String spelled = new String(text, from, to - from, ISO_8859_1);
    try {
      return Json.of(Double.parseDouble(spelled)).canonical().equals(spelled);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
