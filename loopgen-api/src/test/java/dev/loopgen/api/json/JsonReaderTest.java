package dev.loopgen.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

@Tag("slow")
final class JsonReaderTest {

  private static final JsonFactory JACKSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Provide
  Arbitrary<String> almostJson() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"b\"",
            "\"\\u00e9\"",
            "\"\\x\"",
            "1",
            "-0",
            "01",
            "1.5e+3",
            "1e",
            "true",
            "false",
            "nul",
            "null",
            " ",
            "\n",
            "\t",
            "\"")
        .list()
        .ofMaxSize(9)
        .map(tokens -> String.join("", tokens));
  }

  @Property(tries = 5000)
  void parse_anyText_acceptsExactlyWhatJacksonAccepts(@ForAll("almostJson") String text) {
    assertThat(accepts(text)).as(text).isEqualTo(jacksonAccepts(text));
  }

  @Test
  void parse_memberTwice_isRefusedByName() {
    assertThatThrownBy(() -> Json.parse(bytes("{\"passed\":false,\"passed\":true}")))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessage("the member \"passed\" is there twice");
  }

  @Test
  void parse_invalidUtf8_isRefused() {
    byte[] line = bytes("{\"a\":\"?\"}");
    line[6] = (byte) 0xff;

    assertThatThrownBy(() -> Json.parse(line)).hasMessage("it is not valid UTF-8");
  }

  @Test
  void parse_deepNesting_isRefusedBeforeTheStackOverflows() {
    assertThatThrownBy(() -> Json.parse(bytes("[".repeat(1_000_000))))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageContaining("1000 levels");
  }

  @Test
  void parse_deepestNesting_isReadWrittenComparedAndHashedOnADefaultStack() throws Exception {
    byte[] deepest = bytes("{\"a\":[".repeat(500) + "]}".repeat(500));
    FutureTask<Boolean> work =
        new FutureTask<>(
            () -> {
              Json value = Json.parse(deepest);
              Json again = Json.parse(bytes(value.canonical()));
              return value.equals(again) && value.hashCode() == again.hashCode();
            });

    new Thread(null, work, "default stack", 1 << 20).start();

    assertThat(work.get()).isTrue();
  }

  @Test
  void parse_loneSurrogates_areKeptApart() {
    assertThat(Json.parse(bytes("{\"\\ud800\":1,\"\\ud801\":2,\"\\ufffd\":3}")).canonical())
        .isEqualTo("{\"\\ud800\":1,\"\\ud801\":2,\"\ufffd\":3}");
  }

  @Test
  void parse_numberOfAMillionDigits_isRefused() {
    assertThatThrownBy(() -> Json.parse(bytes("9".repeat(1_000_000))))
        .isInstanceOf(InvalidJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0", "1E3", "-0", "\"\\u0041\"", "\"\\/\"", "\"\\u00E9\"", "[1e999]", "1e1"})
  void parseStringified_foreignSpelling_isRefused(String text) {
    assertThat(accepts(text)).isTrue();
    assertThatThrownBy(() -> Json.parseStringified(bytes(text)))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageContaining("JSON.stringify");
  }

  @Test
  void parseStringified_whiteSpaceAndOrder_areTolerated() {
    assertThat(Json.parseStringified(bytes(" { \"b\" : 1 ,\t\"a\" : \"\\ud800\" } ")))
        .isEqualTo(Json.object().put("b", 1).put("a", "\ud800").build());
  }

  @Test
  void parse_withPositions_tellsLineAndColumnOfEachValue() {
    List<String> seen = new ArrayList<>();

    Json.parse(
        bytes("{\n  \"loops\": [\n    {\"id\": \"a\"}]}"),
        (way, line, column) -> seen.add(way + "@" + line + ":" + column));

    assertThat(seen).containsExactly("@1:1", "loops@2:12", "loops[0]@3:5", "loops[0].id@3:12");
  }

  private static boolean accepts(String text) {
    try {
      Json.parse(bytes(text));
      return true;
    } catch (InvalidJsonException e) {
      return false;
    }
  }

  private static boolean jacksonAccepts(String text) {
    try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
