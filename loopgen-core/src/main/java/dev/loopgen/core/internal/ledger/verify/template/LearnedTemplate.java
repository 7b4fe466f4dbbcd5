package dev.loopgen.core.internal.ledger.verify.template;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A template that learns from lines with the same members which values are constant. A line that
 * differs in a constant turns it into a varying value.
 */
final class LearnedTemplate {

  /** Longer values always count as varying. */
  private static final int MAX_CONSTANT = 128;

  private final LineTemplate members;
  private final Map<Integer, byte[]> constants = new HashMap<>();
  private LineTemplate template;

  /**
   * Creates a template from its first line, in which all values are constant.
   *
   * @param members the line's template without constants
   * @param line the line, parsed with that template
   * @param from the start of the line
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

  /** Tells whether a line, given by its template without constants, has the same members. */
  boolean fits(LineTemplate line) {
    return members.literals().isSameText(line.literals());
  }

  /** Drops the constants that differ in a fitting line, which starts at an index. */
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
