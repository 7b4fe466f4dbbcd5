package dev.loopgen.core.internal.entry;

import dev.loopgen.api.json.Json;
import java.util.Map;

/** Writes JSON as {@code JSON.stringify} does: members in their own order, no white space. */
public final class JsonText {

  private JsonText() {}

  public static String write(Json value) {
    StringBuilder out = new StringBuilder(256);
    append(value, out);
    return out.toString();
  }

  private static void append(Json value, StringBuilder out) {
    if (value instanceof Json.Obj object) {
      String ahead = "{";
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        out.append(ahead).append(Json.of(member.getKey()).canonical()).append(':');
        append(member.getValue(), out);
        ahead = ",";
      }
      out.append(object.members().isEmpty() ? "{}" : "}");
    } else if (value instanceof Json.Array array) {
      String ahead = "[";
      for (Json element : array.elements()) {
        out.append(ahead);
        append(element, out);
        ahead = ",";
      }
      out.append(array.elements().isEmpty() ? "[]" : "]");
    } else {
      out.append(value.canonical());
    }
  }
}
