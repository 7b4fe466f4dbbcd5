package dev.loopgen.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.fixture.NpmVectors;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What npm reads, this library reads alike or refuses; it never reads it as something else. */
final class CanonicalVectorsTest {

  static Stream<Named<Json.Obj>> accepted() {
    return NpmVectors.of("canonical-json.jsonl")
        .filter(vector -> vector.string("input").isPresent())
        .filter(vector -> vector.string("expected").isPresent())
        .filter(vector -> !hasDuplicateKeys(vector))
        .map(CanonicalVectorsTest::named);
  }

  static Stream<Named<Json.Obj>> refused() {
    return NpmVectors.of("canonical-json.jsonl")
        .filter(vector -> vector.string("expected").isEmpty() || hasDuplicateKeys(vector))
        .filter(vector -> vector.string("input").isPresent())
        .map(CanonicalVectorsTest::named);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void write_vectorOfNpm_isByteForByteTheSame(Json.Obj vector) {
    Json value = Json.parse(bytes(vector));

    assertThat(value.canonical()).isEqualTo(vector.string("expected").orElseThrow());
    assertThat(value.sha256()).isEqualTo(vector.string("sha256").orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void write_canonicalForm_isItsOwnCanonicalForm(Json.Obj vector) {
    String expected = vector.string("expected").orElseThrow();

    assertThat(Json.parse(expected.getBytes(StandardCharsets.UTF_8)).canonical())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void parse_whatNpmRefusesOrParsersReadDifferently_isRefused(Json.Obj vector) {
    assertThatThrownBy(() -> Json.parse(bytes(vector)))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageNotContaining("Exception");
  }

  private static byte[] bytes(Json.Obj vector) {
    return vector.string("input").orElseThrow().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean hasDuplicateKeys(Json.Obj vector) {
    return vector.string("name").orElse("").contains("dup");
  }

  private static Named<Json.Obj> named(Json.Obj vector) {
    return Named.of(vector.string("name").orElseThrow(), vector);
  }
}
