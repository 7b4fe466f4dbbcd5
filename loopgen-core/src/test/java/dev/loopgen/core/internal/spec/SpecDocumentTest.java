package dev.loopgen.core.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.SpecException;
import dev.loopgen.core.fixture.DocumentTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the tables of {@code docs/loop-spec-refusals.md} to what the reader does. */
final class SpecDocumentTest {

  static Stream<Arguments> members() throws IOException {
    return DocumentTables.rows("members");
  }

  static Stream<Arguments> files() throws IOException {
    return DocumentTables.rows("files");
  }

  static Stream<Arguments> values() throws IOException {
    return DocumentTables.rows("values");
  }

  static Stream<Arguments> yaml() throws IOException {
    return DocumentTables.rows("yaml");
  }

  @ParameterizedTest
  @MethodSource("members")
  void member_isRefusedWithItsSentence(String member, String sentence) {
    assertRefused(SpecSchemaTest.fileWith(member), sentence);
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_isRefusedWithItsSentence(String file, String sentence) {
    assertRefused(file, sentence);
  }

  @ParameterizedTest
  @MethodSource("values")
  void value_isReadAsItsRowSays(String written, String canonical) {
    assertThat(YamlReader.read(written.getBytes(StandardCharsets.UTF_8), "x.yaml").canonical())
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void yaml_isRefusedWithItsSentence(String written, String sentence) {
    assertThatThrownBy(() -> YamlReader.read(written.getBytes(StandardCharsets.UTF_8), "x.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(sentence);
  }

  private static void assertRefused(String file, String sentence) {
    assertThatThrownBy(() -> SpecReader.read(file.getBytes(StandardCharsets.UTF_8), "x.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("x.yaml, line ")
        .hasMessageContaining(sentence);
  }
}
