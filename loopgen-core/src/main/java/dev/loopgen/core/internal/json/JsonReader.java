package dev.loopgen.core.internal.json;

import dev.loopgen.api.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON value that every reader would read alike: valid UTF-8, no member twice, nesting
 * bounded, nothing behind it.
 */
public final class JsonReader {

  private static final int MAX_DEPTH = 500;
  private static final int MAX_NUMBER = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(1 << 20)
                  .build())
          .build();

  private final JsonParser parser;
  private final BiConsumer<String, TokenStreamLocation> positions;

  private JsonReader(JsonParser parser, BiConsumer<String, TokenStreamLocation> positions) {
    this.parser = parser;
    this.positions = positions;
  }

  /**
   * Reads a value.
   *
   * @throws InvalidJsonException if the bytes are not one
   */
  public static Json parse(byte[] bytes) {
    return parse(bytes, (path, location) -> {});
  }

  /**
   * Reads a value and tells where each part of it stands.
   *
   * @param positions receives the way to a value, for example {@code loops[0].id}, and its place
   * @throws InvalidJsonException if the bytes are not one
   */
  public static Json parse(byte[] bytes, BiConsumer<String, TokenStreamLocation> positions) {
    String text = utf8(bytes);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonReader reader = new JsonReader(parser, positions);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new InvalidJsonException("there is no value");
      }
      Json value = reader.value(first, "");
      if (parser.nextToken() != null) {
        throw new InvalidJsonException("there is something behind the value");
      }
      return value;
    } catch (JacksonException e) {
      throw new InvalidJsonException(clause(e), e);
    }
  }

  /** Decodes bytes, a byte order mark included. */
  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidJsonException("it is not valid UTF-8", e);
    }
  }

  private static String clause(JacksonException e) {
    String message = e.getOriginalMessage();
    int end = message.indexOf('\n');
    return "it is not JSON: " + (end < 0 ? message : message.substring(0, end));
  }

  private Json value(JsonToken token, String path) {
    positions.accept(path, parser.currentTokenLocation());
    return switch (token) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> Json.of(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Json.of(Double.parseDouble(parser.getString()));
      case VALUE_TRUE -> Json.TRUE;
      case VALUE_FALSE -> Json.FALSE;
      case VALUE_NULL -> Json.NULL;
      default -> throw new InvalidJsonException("there is an unexpected " + token);
    };
  }

  private Json object(String path) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      String name = parser.currentName();
      String way = path.isEmpty() ? name : path + "." + name;
      if (members.put(name, value(parser.nextToken(), way)) != null) {
        throw new InvalidJsonException("the member \"" + name + "\" is there twice");
      }
    }
    return new Json.Obj(members);
  }

  private Json array(String path) {
    List<Json> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(token, path + "[" + elements.size() + "]"));
    }
    return new Json.Array(elements);
  }
}
