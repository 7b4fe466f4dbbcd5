package dev.loopgen.adapters.internal.text;

import dev.loopgen.api.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON over several lines, with two spaces for each level. */
public final class PrettyJson {

  private PrettyJson() {}

  /** Writes an object, ended by a line feed. */
  public static String of(Json.Obj object) {
    StringBuilder out = new StringBuilder();
    write(out, object, 0);
    return out.append('\n').toString();
  }

  private static void write(StringBuilder out, Json value, int depth) {
    if (value instanceof Json.Obj object && !object.members().isEmpty()) {
      out.append("{\n");
      for (Iterator<Map.Entry<String, Json>> members = object.members().entrySet().iterator();
          members.hasNext(); ) {
        Map.Entry<String, Json> member = members.next();
        indent(out, depth + 1).append(Json.of(member.getKey()).text()).append(": ");
        write(out, member.getValue(), depth + 1);
        out.append(members.hasNext() ? ",\n" : "\n");
      }
      indent(out, depth).append('}');
    } else if (value instanceof Json.Array array && !array.elements().isEmpty()) {
      elements(out, array.elements(), depth);
    } else {
      out.append(value.text());
    }
  }

  private static void elements(StringBuilder out, List<Json> elements, int depth) {
    out.append("[\n");
    for (Iterator<Json> rest = elements.iterator(); rest.hasNext(); ) {
      indent(out, depth + 1);
      write(out, rest.next(), depth + 1);
      out.append(rest.hasNext() ? ",\n" : "\n");
    }
    indent(out, depth).append(']');
  }

  private static StringBuilder indent(StringBuilder out, int depth) {
    return out.append("  ".repeat(depth));
  }
}
