package dev.loopgen.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.json.JsonSketch.Wanted;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSketchTest {

  private final JsonSketch sketch =
      new JsonSketch(
          new Wanted()
              .whole("a", "b")
              .part("deep", new Wanted().whole("x").part("list", new Wanted().whole("y"))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {}",
        "{\"a\":1,\"c\":2} | {\"a\":1}",
        "{\"c\":{\"a\":1},\"a\":\"}\"} | {\"a\":\"}\"}",
        "{\"c\":\"\\\\\\\"\",\"b\":null} | {\"b\":null}",
        "{ \"a\" : [ {\"z\":[]} , true ] , \"b\" : -1.5e3 } |"
            + " {\"a\":[{\"z\":[]},true],\"b\":-1500}",
        "{\"deep\":{\"n\":1,\"x\":false,\"list\":[{\"y\":0,\"n\":[]},{},3]}} |"
            + " {\"deep\":{\"list\":[{\"y\":0},{},3],\"x\":false}}",
        "{\"deep\":\"text\"} | {\"deep\":\"text\"}",
        "{\"a\":\"\\u00e9\\n\"} | {\"a\":\"é\\n\"}",
        "{\"a\":{\"deep\":1},\"aa\":2} | {\"a\":{\"deep\":1}}",
      })
  void read_wantedMembers_areThoseOfTheWholeText(String text, String expected) {
    assertThat(read(text)).isEqualTo(Json.parse(bytes(expected)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":\"",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":[1}"
      })
  void read_textThatIsNoObject_isRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void read_nameSpelledWithEscapes_isLeftToTheStrictReader() {
    assertThatThrownBy(() -> read("{\"\\u0061\":1}")).isInstanceOf(InvalidJsonException.class);
  }

  private Json read(String text) {
    return sketch.read(bytes("xy" + text), 2);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
