package dev.loopgen.core.internal.ledger.verify.template;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** The literal text of a template: everything between its varying values, including constants. */
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

  /** A constant value and its position relative to the piece of text that contains it. */
  private record Constant(int slot, int start, int end) {

    private IntStream numbers() {
      return IntStream.of(slot, start, end);
    }
  }

  /** Collects the text of a line from left to right. */
  static final class Builder {

    private final ByteSlices pieces = new ByteSlices();
    private final List<Integer> slots = new ArrayList<>();
    private final List<List<Constant>> constants = new ArrayList<>();
    private List<Constant> fresh = new ArrayList<>();

    /** Adds the text up to a varying value or the end of the line. */
    void cut(byte[] line, int from, int to) {
      pieces.add(line, from, to);
      constants.add(fresh);
      fresh = new ArrayList<>();
    }

    /** Adds the varying value after the text. */
    void value(int slot) {
      slots.add(slot);
    }

    /** Adds a constant within the text that is cut next. */
    void constant(int slot, int start, int end) {
      fresh.add(new Constant(slot, start, end));
    }

    int length() {
      return pieces.length();
    }

    /**
     * Builds the literals.
     *
     * @param wanted the constants whose positions are to be reported too
     */
    TemplateLiterals build(BitSet wanted) {
      return new TemplateLiterals(this, wanted);
    }
  }

  /**
   * Matches a line and finds its values.
   *
   * @param bounds receives the start and end of each wanted or varying value
   * @return the index after the line, or {@link JsonValueScanner#NONE} if it does not match
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

  /** Tells whether the literals are the same, ignoring the values between them. */
  boolean isSameText(TemplateLiterals other) {
    return slices.isSame(other.slices);
  }
}
