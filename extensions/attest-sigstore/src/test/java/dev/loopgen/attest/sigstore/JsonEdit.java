package dev.loopgen.attest.sigstore;

import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes single values within JSON; a way is made of member names and indices. */
final class JsonEdit {

  private JsonEdit() {}

  /** Replaces a value; the operator returns null to remove it. */
  static Json.Obj replace(Json.Obj object, List<String> way, UnaryOperator<@Nullable Json> change) {
    return (Json.Obj) replaced(object, way, change);
  }

  private static Json replaced(Json value, List<String> way, UnaryOperator<@Nullable Json> change) {
    String name = way.get(0);
    List<String> rest = way.subList(1, way.size());
    if (value instanceof Json.Obj object) {
      Json.ObjectBuilder changed = Json.object();
      object
          .members()
          .forEach(
              (member, old) -> {
                Json next = member.equals(name) ? next(old, rest, change) : old;
                if (next != null) {
                  changed.put(member, next);
                }
              });
      return changed.build();
    }
    List<Json> elements = new ArrayList<>(((Json.Array) value).elements());
    int index = Integer.parseInt(name);
    Json next = next(elements.remove(index), rest, change);
    if (next != null) {
      elements.add(index, next);
    }
    return new Json.Array(elements);
  }

  private static @Nullable Json next(
      Json old, List<String> rest, UnaryOperator<@Nullable Json> change) {
    return rest.isEmpty() ? change.apply(old) : replaced(old, rest, change);
  }

  static @Nullable Json find(Json value, List<String> way) {
    Json found = value;
    for (String name : way) {
      if (found instanceof Json.Obj object) {
        found = object.find(name).orElse(null);
      } else if (found instanceof Json.Array array
          && Integer.parseInt(name) < array.elements().size()) {
        found = array.elements().get(Integer.parseInt(name));
      } else {
        return null;
      }
    }
    return found;
  }

  /** Collects the ways to all values within a value. */
  static void walk(Json value, List<String> way, List<List<String>> into) {
    if (!way.isEmpty()) {
      into.add(way);
    }
    if (value instanceof Json.Obj object) {
      object.members().forEach((name, member) -> walk(member, plus(way, name), into));
    } else if (value instanceof Json.Array array) {
      for (int i = 0; i < array.elements().size(); i++) {
        walk(array.elements().get(i), plus(way, "" + i), into);
      }
    }
  }

  private static List<String> plus(List<String> way, String name) {
    List<String> longer = new ArrayList<>(way);
    longer.add(name);
    return longer;
  }
}
