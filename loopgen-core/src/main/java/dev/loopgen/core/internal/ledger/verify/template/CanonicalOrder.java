package dev.loopgen.core.internal.ledger.verify.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a template's lines: the order of the varying values and the text between.
 */
final class CanonicalOrder {

  private final ByteSlices literals = new ByteSlices();
  private final int[] order;

  private CanonicalOrder(TemplateNode.Members top) {
    Writer writer = new Writer();
    writer.members(top, "hash");
    writer.cut();
    order = writer.slots.stream().mapToInt(slot -> slot).toArray();
  }

  /** Computes the order of an entry's members without its hash. */
  static CanonicalOrder of(TemplateNode.Members top) {
    return new CanonicalOrder(top);
  }

  /** Writes the canonical form, and possibly bytes after it; returns its length. */
  int write(ParsedLine line, byte[] target) {
    int at = 0;
    for (int i = 0; i < order.length; i++) {
      at = literals.write(i, target, at);
      at = line.write(order[i], target, at);
    }
    return literals.write(order.length, target, at);
  }

  private final class Writer {

    private final StringBuilder text = new StringBuilder();
    private final List<Integer> slots = new ArrayList<>();

    private void part(TemplateNode part) {
      if (part instanceof TemplateNode.Members object) {
        members(object, null);
      } else if (part instanceof TemplateNode.Elements array) {
        text.append('[');
        String separator = "";
        for (TemplateNode element : array.elements()) {
          text.append(separator);
          part(element);
          separator = ",";
        }
        text.append(']');
      } else {
        value((TemplateNode.Slot) part);
      }
    }

    private void value(TemplateNode.Slot value) {
      if (value.constant() != null) {
        text.append(value.constant());
      } else {
        cut();
        slots.add(value.slot());
      }
    }

    private void members(TemplateNode.Members object, @Nullable String except) {
      text.append('{');
      String separator = "";
      for (Map.Entry<String, TemplateNode> member : object.members().entrySet()) {
        if (!member.getKey().equals(except)) {
          text.append(separator).append('"').append(member.getKey()).append("\":");
          part(member.getValue());
          separator = ",";
        }
      }
      text.append('}');
    }

    private void cut() {
      byte[] piece = text.toString().getBytes(StandardCharsets.UTF_8);
      literals.add(piece, 0, piece.length);
      text.setLength(0);
    }
  }
}
