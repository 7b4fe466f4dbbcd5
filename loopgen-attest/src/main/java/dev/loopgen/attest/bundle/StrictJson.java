package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON object that no two parsers read differently: UTF-8, no member twice. */
public final class StrictJson {

  private static final int MAX_DEPTH = 100;

  private static final int MAX_BYTES = 32 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_BYTES)
                  .maxNumberLength(400)
                  .build())
          .build();

  private StrictJson() {}

  /**
   * Reads an object.
   *
   * @param what a noun phrase for messages, with a capital letter
   * @param bytes the text in UTF-8
   * @return the object
   * @throws AttestationException if the bytes are anything but one JSON object
   */
  public static Json.Obj read(String what, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new AttestationException(
          what + " is larger than " + MAX_BYTES + " bytes. Check that it is the right file.");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text(bytes))) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        Json.Obj object = object(parser);
        if (parser.nextToken() == null) {
          return object;
        }
      }
      throw new AttestationException(what + " is not one JSON object. Check that it is whole.");
    } catch (CharacterCodingException | JacksonException e) {
      throw new AttestationException(
          what + " is not strict JSON in UTF-8, each member once. Check that it is whole.", e);
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static Json.Obj object(JsonParser parser) {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return new Json.Obj(members);
  }

  private static Json value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> Json.of(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Json.of(Double.parseDouble(parser.getString()));
      case VALUE_TRUE -> Json.TRUE;
      case VALUE_FALSE -> Json.FALSE;
      case VALUE_NULL -> Json.NULL;
      default -> throw new AttestationException("There is JSON that ends too early.");
    };
  }

  private static Json array(JsonParser parser) {
    List<Json> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return new Json.Array(elements);
  }
}
