package dev.loopgen.adapters.internal.parse;

import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads TOML. */
public final class TomlText {

  private static final TomlMapper MAPPER = new TomlMapper();

  private TomlText() {}

  /**
   * Reads a document as JSON; dates become strings.
   *
   * @throws IOException if it is not TOML
   */
  public static Json.Obj parse(byte[] utf8) throws IOException {
    try {
      return object(MAPPER.readTree(utf8));
    } catch (JacksonException e) {
      throw new IOException("is not valid TOML: " + e.getOriginalMessage(), e);
    }
  }

  private static Json.Obj object(JsonNode node) {
    Json.ObjectBuilder object = Json.object();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      object.put(member.getKey(), value(member.getValue()));
    }
    return object.build();
  }

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
    return node.isNumber() ? Json.of(node.doubleValue()) : Json.of(node.asString());
  }
}
