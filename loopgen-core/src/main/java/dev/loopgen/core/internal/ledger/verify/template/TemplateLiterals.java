package dev.loopgen.core.internal.ledger.verify.template;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The text that some lines have in common: what stands between those of their values that differ.
 * Values that do not differ are part of it.
 */
final class TemplateLiterals {

  private final ByteSlices slices;
  private final int[] slots;
  private final int[][] constants;

  private TemplateLiterals(Builder builder, BitSet wanted) {
    slices = builder.pieces;
    slots = builder.slots.stream().mapToInt(slot -> slot).toArray();
    constants =
        builder.constants.stream()
            .map(values -> values.stream().filter(value -> wanted.get(value.slot)))
            .map(values -> values.flatMapToInt(Constant::numbers).toArray())
            .toArray(int[][]::new);
  }

  /** A value within a piece of text, and where it is from the start of the piece. */
  private record Constant(int slot, int start, int end) {

    private IntStream numbers() {
      return IntStream.of(slot, start, end);
    }
  }

  /** Collects the text of a line from its start. */
  static final class Builder {

    private final ByteSlices pieces = new ByteSlices();
    private final List<Integer> slots = new ArrayList<>();
    private final List<List<Constant>> constants = new ArrayList<>();
    private List<Constant> fresh = new ArrayList<>();

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
      fresh.add(new Constant(slot, start, end));
    }

    int length() {
      return pieces.length();
    }

    /**
     * Finishes the text.
     *
     * @param wanted the values that are to be found in a line even where they are part of the text
     */
    TemplateLiterals build(BitSet wanted) {
      return new TemplateLiterals(this, wanted);
    }
  }

  /**
   * Finds the values of a line that has this text.
   *
   * @param bounds is given the start and the end of each value that is wanted or differs
   * @return the index behind the line, or {@link JsonValueScanner#NONE}
   */
  int match(byte[] text, int from, int[] bounds) {
    int at = from;
    for (int piece = 0; ; piece++) {
      int start = at;
      at = slices.skip(piece, text, start);
      if (at < 0) {
        return JsonValueScanner.NONE;
      }
      place(constants[piece], start, bounds);
      if (piece == slots.length) {
        return at;
      }
      int slot = slots[piece];
      bounds[2 * slot] = at;
      at = text[at] == '"' ? JsonValueScanner.string(text, at) : JsonValueScanner.end(text, at);
      if (at < 0) {
        return JsonValueScanner.NONE;
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
  boolean isSameText(TemplateLiterals other) {
    return slices.isSame(other.slices);
  }
}
