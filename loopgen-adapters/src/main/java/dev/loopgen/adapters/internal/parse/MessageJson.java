package dev.loopgen.adapters.internal.parse;

import dev.loopgen.api.json.Json;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads messages of programs that may write a member twice, as some kits of protocols do; the last
 * counts. What is hashed or compared is never read by it.
 */
public final class MessageJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private MessageJson() {}

  /** Reads an object; empty if the bytes are something else. */
  public static Optional<Json.Obj> read(byte[] message) {
    try {
      JsonNode node = MAPPER.readTree(message);
      return node.isObject() ? Optional.of(JsonNodes.object(node)) : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
