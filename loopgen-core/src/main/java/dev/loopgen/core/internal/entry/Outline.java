package dev.loopgen.core.internal.entry;

/**
 * What lines of one writer have in common: the text between their values, and how the canonical
 * form orders them. A line that has the same text between complete values has the same members, so
 * that neither its grammar nor its order need be looked at again.
 */
final class Outline {

  private final Pieces glue;
  private final CanonicalOrder order;
  private final EntrySlots slots;
  private final int count;

  /**
   * Makes an outline.
   *
   * @param glue the text before, between and behind the values
   */
  Outline(Pieces glue, CanonicalOrder order, EntrySlots slots) {
    this.glue = glue;
    this.order = order;
    this.slots = slots;
    this.count = glue.count() - 1;
  }

  /** Counts the values. */
  int size() {
    return count;
  }

  EntrySlots slots() {
    return slots;
  }

  /**
   * Finds the values of a line that has this outline.
   *
   * @param bounds is given the start and the end of each value
   * @return the index behind the line, or {@link Leaf#NONE}
   */
  int match(byte[] text, int from, int[] bounds) {
    int at = from;
    for (int slot = 0; slot < count; slot++) {
      at = glue.skip(slot, text, at);
      if (at < 0) {
        return Leaf.NONE;
      }
      bounds[2 * slot] = at;
      at = Leaf.end(text, at);
      if (at < 0) {
        return Leaf.NONE;
      }
      bounds[2 * slot + 1] = at;
    }
    return glue.skip(count, text, at);
  }

  /** Writes the canonical form of a line without its hash; returns its length. */
  int write(Line line, byte[] target) {
    return order.write(line, target);
  }
}
