package dev.loopgen.core.internal.command;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads members of JSON files such as {@code package.json}. */
final class JsonMembers {

  private JsonMembers() {}

  /** Reads an object; empty if the bytes are not one. */
  static Optional<Json.Obj> object(byte[] bytes) {
    try {
      return Json.parse(bytes) instanceof Json.Obj object ? Optional.of(object) : Optional.empty();
    } catch (InvalidJsonException notJson) {
      return Optional.empty();
    }
  }

  /** Extracts members, each given as a path of names. */
  static FilePart part(List<List<String>> ways) {
    return bytes -> object(bytes).map(object -> text(object, ways));
  }

  /** As {@link #part}, but a missing file equals one without the members. */
  static FilePart optional(List<String> way) {
    return bytes ->
        object(bytes.length == 0 ? new byte[] {'{', '}'} : bytes)
            .map(object -> text(object, List.of(way)));
  }

  private static String text(Json.Obj object, List<List<String>> ways) {
    StringBuilder text = new StringBuilder();
    for (List<String> way : ways) {
      text.append(way).append('=');
      find(object, way).ifPresent(value -> text.append(value.canonical()));
      text.append('\n');
    }
    return text.toString();
  }

  static Optional<Json> find(Json.Obj object, List<String> way) {
    Optional<Json> at = Optional.of(object);
    for (String name : way) {
      at =
          at.flatMap(
              value -> value instanceof Json.Obj inner ? inner.find(name) : Optional.empty());
    }
    return at;
  }

  /** Returns the strings of a value that is a string or a list of strings. */
  static List<String> texts(Json value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof Json.Text text) {
      texts.add(text.value());
    } else if (value instanceof Json.Array array) {
      array.elements().forEach(element -> texts.addAll(texts(element)));
    }
    return texts;
  }
}
