package dev.loopgen.core.internal.ledger.verify.template;

/** A line and the positions of its values, found with a template. */
final class ParsedLine {

  private byte[] text = {};
  private int[] bounds = new int[256];

  /**
   * Matches a line with a template and finds its values.
   *
   * @return the index after the line, or a negative number if the template does not match
   */
  int match(LineTemplate template, byte[] bytes, int from) {
    text = bytes;
    if (bounds.length < 2 * template.size()) {
      bounds = new int[2 * template.size()];
    }
    return template.literals().match(bytes, from, bounds);
  }

  byte[] text() {
    return text;
  }

  int start(int slot) {
    return bounds[2 * slot];
  }

  int end(int slot) {
    return bounds[2 * slot + 1];
  }

  boolean is(int slot, byte[] value) {
    return WordAccess.equal(text, start(slot), end(slot), value);
  }

  boolean isText(int slot) {
    return text[start(slot)] == '"';
  }

  /** Reads a SHA-256; returns whether the value was one. */
  boolean readHash(int slot, byte[] target, int at) {
    return isText(slot)
        && end(slot) - start(slot) == Hex.DIGITS + 2
        && Hex.read(text, start(slot) + 1, target, at);
  }

  /**
   * Writes a value and up to {@link WordAccess#SLACK} further bytes; returns the index after it.
   */
  int write(int slot, byte[] target, int at) {
    int length = end(slot) - start(slot);
    WordAccess.copy(text, start(slot), target, at, length);
    return at + length;
  }
}
