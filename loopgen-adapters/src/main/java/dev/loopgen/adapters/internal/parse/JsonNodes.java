package dev.loopgen.adapters.internal.parse;

import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makes our JSON of what Jackson read. */
final class JsonNodes {

  private JsonNodes() {}

  static Json.Obj object(JsonNode node) {
    Json.ObjectBuilder object = Json.object();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      object.put(member.getKey(), value(member.getValue()));
    }
    return object.build();
  }

  /** What JSON does not have, such as a date or an infinite number, becomes its text. */
  private static Json value(JsonNode node) {
    if (node.isObject()) {
      return object(node);
    }
    if (node.isArray()) {
      List<Json> elements = new ArrayList<>();
      node.forEach(element -> elements.add(value(element)));
      return new Json.Array(elements);
    }
    if (node.isBoolean()) {
      return Json.of(node.booleanValue());
    }
    if (node.isNull()) {
      return Json.NULL;
    }
    boolean number = node.isNumber() && Double.isFinite(node.doubleValue());
    return number ? Json.of(node.doubleValue()) : Json.of(node.asString());
  }
}
