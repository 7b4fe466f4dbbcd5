package dev.loopgen.core.internal.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the canonical form of a line has its values that differ, and the text between them. */
final class CanonicalOrder {

  private final Pieces glue = new Pieces();
  private final int[] order;

  private CanonicalOrder(Part.Members top) {
    Writer writer = new Writer();
    writer.members(top, "hash");
    writer.cut();
    order = writer.slots.stream().mapToInt(slot -> slot).toArray();
  }

  /** Orders a line, without the hash of the whole. */
  static CanonicalOrder of(Part.Members top) {
    return new CanonicalOrder(top);
  }

  /** Writes the canonical form, and more behind it; returns its length. */
  int write(Line line, byte[] target) {
    int at = 0;
    for (int i = 0; i < order.length; i++) {
      at = glue.write(i, target, at);
      at = line.write(order[i], target, at);
    }
    return glue.write(order.length, target, at);
  }

  private final class Writer {

    private final StringBuilder text = new StringBuilder();
    private final List<Integer> slots = new ArrayList<>();

    private void part(Part part) {
      if (part instanceof Part.Members object) {
        members(object, null);
      } else if (part instanceof Part.Elements array) {
        text.append('[');
        String separator = "";
        for (Part element : array.elements()) {
          text.append(separator);
          part(element);
          separator = ",";
        }
        text.append(']');
      } else {
        value((Part.Slot) part);
      }
    }

    private void value(Part.Slot value) {
      if (value.constant() != null) {
        text.append(value.constant());
      } else {
        cut();
        slots.add(value.slot());
      }
    }

    private void members(Part.Members object, @Nullable String except) {
      text.append('{');
      String separator = "";
      for (Map.Entry<String, Part> member : object.members().entrySet()) {
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
      glue.add(piece, 0, piece.length);
      text.setLength(0);
    }
  }
}
