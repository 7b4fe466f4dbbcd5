package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.ModelFailures;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server's JSON. What two readers could read differently is not readable. Causes are not kept:
 * they quote the text.
 */
final class JsonText {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonText() {}

  /** Decodes bytes that must be valid UTF-8. */
  static String decoded(byte[] bytes, ModelFailures failures) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw failures.unreadable("it is not UTF-8");
    }
  }

  /** Parses a text that must be one JSON object. */
  static JsonNode object(String text, ModelFailures failures) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JacksonException e) {
      throw failures.unreadable("a part of it is not JSON");
    }
    if (!node.isObject()) {
      throw failures.unreadable("a part of it is not a JSON object");
    }
    return node;
  }

  /** Parses bytes that must be one JSON object. */
  static JsonNode object(byte[] bytes, ModelFailures failures) {
    return object(decoded(bytes, failures), failures);
  }
}
