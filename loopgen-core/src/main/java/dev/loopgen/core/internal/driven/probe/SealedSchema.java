package dev.loopgen.core.internal.driven.probe;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A schema with a member whose only value no prompt names: a model cannot satisfy it unless the
 * server holds the reply to it.
 */
final class SealedSchema {

  private static final String MEMBER = "seal";

  private SealedSchema() {}

  static Json.Obj of(Json.Obj schema, String secret) {
    Json value =
        Json.object().put("type", "string").put("enum", Json.strings(List.of(secret))).build();
    Json.ObjectBuilder properties = Json.object();
    schema.object("properties").orElseThrow().members().forEach(properties::put);
    List<Json> required = new ArrayList<>(schema.array("required").orElse(List.of()));
    required.add(Json.of(MEMBER));
    Json.ObjectBuilder sealed = Json.object();
    for (Map.Entry<String, Json> member : schema.members().entrySet()) {
      switch (member.getKey()) {
        case "properties" -> sealed.put("properties", properties.put(MEMBER, value).build());
        case "required" -> {}
        default -> sealed.put(member.getKey(), member.getValue());
      }
    }
    return sealed.put("required", required).build();
  }

  /** Tells whether a whole text is an object with the secret. */
  static boolean holds(String text, String secret) {
    try {
      return Json.parse(Probing.utf8(text.strip())) instanceof Json.Obj object
          && object.string(MEMBER).filter(secret::equals).isPresent();
    } catch (InvalidJsonException e) {
      return false;
    }
  }
}
