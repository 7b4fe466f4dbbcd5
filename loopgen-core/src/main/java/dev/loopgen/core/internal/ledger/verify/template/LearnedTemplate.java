package dev.loopgen.core.internal.ledger.verify.template;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The members of some lines, and which of their values have been the same so far. Each line that
 * differs in another value makes that known once more.
 */
final class LearnedTemplate {

  /** Longer values are not kept. */
  private static final int MAX_CONSTANT = 128;

  private final LineTemplate members;
  private final Map<Integer, byte[]> constants = new HashMap<>();
  private LineTemplate template;

  /**
   * Takes the shape of a line.
   *
   * @param members the line's outline without constant values
   * @param line the line, taken apart by that outline
   * @param from where the line starts
   */
  LearnedTemplate(LineTemplate members, ParsedLine line, int from) {
    this.members = members;
    for (int slot = 0; slot < members.size(); slot++) {
      if (line.end(slot) - line.start(slot) <= MAX_CONSTANT) {
        byte[] value = Arrays.copyOfRange(line.text(), line.start(slot), line.end(slot));
        constants.put(slot, value);
      }
    }
    template = narrow(line, from);
  }

  /** Tells whether a line has the members of this shape. */
  boolean fits(LineTemplate line) {
    return members.literals().isSameText(line.literals());
  }

  /** Gives up the values that are others in a line that fits and starts at an index. */
  void learn(ParsedLine line, int from) {
    constants.entrySet().removeIf(value -> !line.is(value.getKey(), value.getValue()));
    template = narrow(line, from);
  }

  private LineTemplate narrow(ParsedLine line, int from) {
    return LineTemplateParser.read(line.text(), from, constants.keySet()).orElse(members);
  }

  LineTemplate template() {
    return template;
  }
}
