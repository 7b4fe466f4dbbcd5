package dev.loopgen.core.internal.entry;

import dev.loopgen.api.json.CanonicalJson;
import dev.loopgen.api.json.Json;
import java.util.StringJoiner;

/** Writes JSON as {@code JSON.stringify} does: members in their own order, no white space. */
public final class JsonText {

  private JsonText() {}

  public static String write(Json value) {
    if (value instanceof Json.Obj object) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      object
          .members()
          .forEach(
              (name, member) ->
                  members.add(CanonicalJson.write(Json.of(name)) + ":" + write(member)));
      return members.toString();
    }
    if (value instanceof Json.Array array) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      array.elements().forEach(element -> elements.add(write(element)));
      return elements.toString();
    }
    return CanonicalJson.write(value);
  }
}
