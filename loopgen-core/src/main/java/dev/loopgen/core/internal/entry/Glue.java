package dev.loopgen.core.internal.entry;

import java.util.ArrayList;
import java.util.List;

/**
 * The text that some lines have in common: what stands between those of their values that differ.
 * Values that do not differ are part of it.
 */
final class Glue {

  private final Pieces pieces;
  private final int[] slots;
  private final int[][] constants;

  private Glue(Builder builder) {
    pieces = builder.pieces;
    slots = builder.slots.stream().mapToInt(slot -> slot).toArray();
    constants =
        builder.constants.stream()
            .map(triples -> triples.stream().mapToInt(number -> number).toArray())
            .toArray(int[][]::new);
  }

  /** Collects the text of a line from its start. */
  static final class Builder {

    private final Pieces pieces = new Pieces();
    private final List<Integer> slots = new ArrayList<>();
    private final List<List<Integer>> constants = new ArrayList<>();
    private List<Integer> fresh = new ArrayList<>();

    /** Adds the text before a value that differs, or before the end of the line. */
    void cut(byte[] line, int from, int to) {
      pieces.add(line, from, to);
      constants.add(fresh);
      fresh = new ArrayList<>();
    }

    /** Adds the value behind the text. */
    void value(int slot) {
      slots.add(slot);
    }

    /** Adds a value within the text that is yet to be cut. */
    void constant(int slot, int start, int end) {
      fresh.addAll(List.of(slot, start, end));
    }

    int length() {
      return pieces.length();
    }

    Glue build() {
      return new Glue(this);
    }
  }

  /**
   * Finds the values of a line that has this text.
   *
   * @param bounds is given the start and the end of each value
   * @return the index behind the line, or {@link Leaf#NONE}
   */
  int match(byte[] text, int from, int[] bounds) {
    int at = from;
    for (int piece = 0; ; piece++) {
      int start = at;
      at = pieces.skip(piece, text, start);
      if (at < 0) {
        return Leaf.NONE;
      }
      place(constants[piece], start, bounds);
      if (piece == slots.length) {
        return at;
      }
      int slot = slots[piece];
      bounds[2 * slot] = at;
      at = text[at] == '"' ? Leaf.string(text, at) : Leaf.end(text, at);
      if (at < 0) {
        return Leaf.NONE;
      }
      bounds[2 * slot + 1] = at;
    }
  }

  private static void place(int[] values, int start, int[] bounds) {
    for (int i = 0; i < values.length; i += 3) {
      bounds[2 * values[i]] = start + values[i + 1];
      bounds[2 * values[i] + 1] = start + values[i + 2];
    }
  }

  /** Tells whether two texts without values are the same. */
  boolean isSameText(Glue other) {
    return pieces.isSame(other.pieces);
  }
}
