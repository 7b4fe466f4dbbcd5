package dev.loopgen.core.internal.ledger.verify.template;

/** A line, taken apart by an outline. */
final class ParsedLine {

  private byte[] text = {};
  private int[] bounds = new int[256];

  /**
   * Finds the values of a line that has an outline.
   *
   * @return the index behind the line, or a negative number where it has another
   */
  int match(LineTemplate outline, byte[] bytes, int from) {
    text = bytes;
    if (bounds.length < 2 * outline.size()) {
      bounds = new int[2 * outline.size()];
    }
    return outline.literals().match(bytes, from, bounds);
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

  /** Reads a SHA-256; returns whether the value is one. */
  boolean readHash(int slot, byte[] target, int at) {
    return isText(slot)
        && end(slot) - start(slot) == Hex.DIGITS + 2
        && Hex.read(text, start(slot) + 1, target, at);
  }

  /** Writes a value, and up to {@link WordAccess#SLACK} bytes more; returns the index behind it. */
  int write(int slot, byte[] target, int at) {
    int length = end(slot) - start(slot);
    WordAccess.copy(text, start(slot), target, at, length);
    return at + length;
  }
}
