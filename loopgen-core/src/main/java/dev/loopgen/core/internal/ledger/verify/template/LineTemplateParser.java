package dev.loopgen.core.internal.ledger.verify.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parses a line into a template if it is spelled as {@code JSON.stringify} spells it, without white
 * space, and no object repeats a member.
 */
final class LineTemplateParser {

  private static final int MAX_DEPTH = 50;

  /** Lines with more values are left to the general reader, to keep templates small. */
  private static final int MAX_SLOTS = 1 << 13;

  private static final int MAX_LITERAL_BYTES = 1 << 17;

  private final byte[] line;
  private final Set<Integer> constants;
  private final TemplateLiterals.Builder literals = new TemplateLiterals.Builder();
  private int size;
  private int at;
  private int literalStart;

  private LineTemplateParser(byte[] line, int from, Set<Integer> constants) {
    this.line = line;
    this.constants = constants;
    this.at = from;
    this.literalStart = from;
  }

  /** The line has an unsupported spelling. */
  private static final class Unusual extends Exception {

    private static final long serialVersionUID = 1L;

    Unusual() {
      super(null, null, false, false);
    }
  }

  /**
   * Parses the object that starts at an index.
   *
   * @param line the bytes, followed by what {@link JsonValueScanner} requires
   * @param constants the slots whose values are part of the template
   * @return its template; empty if there is none that {@link EntrySlots} can check
   */
  static Optional<LineTemplate> read(byte[] line, int from, Set<Integer> constants) {
    try {
      LineTemplateParser reader = new LineTemplateParser(line, from, constants);
      reader.expect('{');
      TemplateNode.Members top = reader.object(0);
      reader.cut(reader.at);
      return EntrySlots.of(top).map(slots -> reader.template(top, slots));
    } catch (Unusual e) {
      return Optional.empty();
    }
  }

  private LineTemplate template(TemplateNode.Members top, EntrySlots slots) {
    return new LineTemplate(literals.build(slots.all()), CanonicalOrder.of(top), slots, top, size);
  }

  private TemplateNode value(int depth) throws Unusual {
    if (line[at] == '{') {
      at++;
      return object(depth);
    }
    int end = JsonValueScanner.end(line, at);
    if (end != JsonValueScanner.NONE) {
      return slot(end);
    }
    expect('[');
    return array(depth);
  }

  private TemplateNode.Slot slot(int end) throws Unusual {
    int slot = size++;
    if (slot == MAX_SLOTS) {
      throw new Unusual();
    }
    int start = at;
    at = end;
    if (constants.contains(slot)) {
      literals.constant(slot, start - literalStart, end - literalStart);
      return new TemplateNode.Slot(
          slot, new String(line, start, end - start, StandardCharsets.UTF_8));
    }
    cut(start);
    literals.value(slot);
    literalStart = end;
    return new TemplateNode.Slot(slot, null);
  }

  private TemplateNode.Members object(int depth) throws Unusual {
    if (depth == MAX_DEPTH) {
      throw new Unusual();
    }
    Map<String, TemplateNode> members = new TreeMap<>();
    while (more('}', members.isEmpty())) {
      String name = name();
      expect(':');
      if (members.put(name, value(depth + 1)) != null) {
        throw new Unusual();
      }
    }
    return new TemplateNode.Members(Collections.unmodifiableMap(members));
  }

  private TemplateNode.Elements array(int depth) throws Unusual {
    if (depth == MAX_DEPTH) {
      throw new Unusual();
    }
    List<TemplateNode> elements = new ArrayList<>();
    while (more(']', elements.isEmpty())) {
      elements.add(value(depth + 1));
    }
    return new TemplateNode.Elements(List.copyOf(elements));
  }

  /** Moves to the next member or element; returns false after the end of the object or array. */
  private boolean more(char end, boolean first) throws Unusual {
    if (line[at] == end) {
      at++;
      return false;
    }
    if (!first) {
      expect(',');
      if (line[at] == end) {
        throw new Unusual();
      }
    }
    return true;
  }

  /** Reads a member's name, which must contain no escapes. */
  private String name() throws Unusual {
    int end = line[at] == '"' ? JsonValueScanner.string(line, at) : JsonValueScanner.NONE;
    if (end == JsonValueScanner.NONE) {
      throw new Unusual();
    }
    String name = new String(line, at + 1, end - at - 2, StandardCharsets.UTF_8);
    if (name.indexOf('\\') >= 0) {
      throw new Unusual();
    }
    at = end;
    return name;
  }

  private void expect(char unit) throws Unusual {
    if (line[at] != unit) {
      throw new Unusual();
    }
    at++;
  }

  private void cut(int end) throws Unusual {
    literals.cut(line, literalStart, end);
    if (literals.length() > MAX_LITERAL_BYTES) {
      throw new Unusual();
    }
  }
}
