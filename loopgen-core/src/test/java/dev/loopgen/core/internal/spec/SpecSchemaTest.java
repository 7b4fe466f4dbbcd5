package dev.loopgen.core.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.core.fixture.DocumentTables;
import dev.loopgen.core.fixture.JsonSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code docs/loop.schema.json}, which editors use, to the reader that decides. */
final class SpecSchemaTest {

  private static final Path DOCS = Path.of("..", "docs");

  /** A file with one loop that is valid but for the member given. */
  static String fileWith(String member) {
    Map<String, String> members = new TreeMap<>();
    members.put("id", "id: check");
    members.put("verification", "verification: {commands: [git --version]}");
    members.put(member.substring(0, member.indexOf(':')), member);
    return "loops:\n  - " + String.join("\n    ", members.values()) + "\n";
  }

  static Stream<Arguments> refused() throws IOException {
    return Stream.concat(
        DocumentTables.rows("members").map(row -> Arguments.of(fileWith((String) row.get()[0]))),
        DocumentTables.rows("files")
            .filter(row -> !((String) row.get()[1]).contains("earlier loop"))
            .map(row -> Arguments.of((String) row.get()[0])));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void file_thatTheReaderRefuses_isRefusedByTheSchema(String file) throws IOException {
    assertThat(readerAccepts(file)).isFalse();
    assertThat(schema().accepts(yaml(file))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title: a title",
        "title:",
        "goal: ''",
        "id: a.b_c-D9",
        "verification: {commands: []}",
        "verification: {commands: , more: 7}",
        "verification: {commands: [a], outputs: [coverage/, '*.xml'], rewrites: ['*.java']}",
        "verification: {commands: [a], carry: [node_modules/, '**/target']}",
        "verification: {commands: [a], carry: []}",
        "verification: {commands: [a], tests: }",
        "verification: {commands: [a], tests: {files: [test/]}}",
        "verification: {commands: [a], tests: {reports: ['**/TEST-*.xml'], minimum: 0, red: off}}",
        "verification: {commands: [a], tests: {files: [t], replay: base, attempts: 10, hidden: c/d}}",
        "verification: {commands: [a], tests: {reports: [x], minimum: , coverage: , hidden: c/}}",
        "verification: {commands: [a], tests: {reports: [x], coverage: {reports: [y], changedLines: 0}}}",
        "verification: {commands: [': && a', 'A=b a', 'a # why', \"# why\\na\"]}",
        "stopCriteria: {timeoutMinutes: 0.001, maxIterations: 1000}",
        "stopCriteria: {timeoutMinutes: 525600, maxIterations: 1}",
        "stopCriteria: {timeoutMinutes: 0.000017, unknown: [x]}",
        "stopCriteria:",
        "permissions: {forbiddenPaths: [.env, 'secrets/', '**/*.pem', .git/hooks, ./a]}",
        "permissions: {forbiddenPaths: , allowedCommands: }",
        "permissions: {allowNetwork: false}",
        "permissions: {allowNetwork: }",
        "stateFile: .loopgen/state/a.md",
        "unknown: {kept: true}",
      })
  void file_thatTheReaderAccepts_isAcceptedByTheSchema(String member) throws IOException {
    assertThat(readerAccepts(fileWith(member))).isTrue();
    assertThat(schema().accepts(yaml(fileWith(member)))).isTrue();
  }

  @Test
  void documentedAndGoldenFiles_areAcceptedByBoth() throws IOException {
    for (String document : new String[] {"loop-spec.md", "../README.md"}) {
      Matcher block =
          Pattern.compile("(?s)```yaml\n(.*?)```")
              .matcher(Files.readString(DOCS.resolve(document)));
      assertThat(block.find()).isTrue();
      assertThat(readerAccepts(block.group(1))).isTrue();
      assertThat(schema().accepts(yaml(block.group(1)))).isTrue();
    }
    Path golden = Path.of("src", "test", "resources", "golden", "loopgen.loop.yaml");
    assertThat(schema().accepts(yaml(Files.readString(golden)))).isTrue();
  }

  /** What a loop built in code holds is all that the library knows, but for two members. */
  @Test
  void schema_hasExactlyTheMembersThatTheLibraryKnows() throws IOException {
    Json.Obj loop =
        LoopSpec.builder("a")
            .commandTimeout(Duration.ofMinutes(1))
            .output("x")
            .rewrite("y")
            .carry("z")
            .forbidNetwork()
            .tests(TestRules.builder().report("x").build())
            .build()
            .source();

    Json.Obj properties = schema().definition("loop").object("properties").orElseThrow();

    assertThat(without(properties, "stateFile").members().keySet())
        .isEqualTo(loop.members().keySet());
    for (String group : new String[] {"verification", "stopCriteria", "permissions"}) {
      assertThat(
              properties
                  .object(group)
                  .flatMap(found -> found.object("properties"))
                  .orElseThrow()
                  .members()
                  .keySet())
          .isEqualTo(loop.object(group).orElseThrow().members().keySet());
    }
  }

  private static Json.Obj without(Json.Obj object, String name) {
    return new Json.Obj(
        object.members().entrySet().stream()
            .filter(member -> !member.getKey().equals(name))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static boolean readerAccepts(String file) {
    try {
      SpecReader.read(file.getBytes(StandardCharsets.UTF_8), "x.yaml");
      return true;
    } catch (SpecException refused) {
      return false;
    }
  }

  private static Json yaml(String file) {
    return YamlReader.read(file.getBytes(StandardCharsets.UTF_8), "x.yaml");
  }

  private static JsonSchema schema() throws IOException {
    Path file = DOCS.resolve("loop.schema.json");
    return new JsonSchema((Json.Obj) Json.parse(Files.readAllBytes(file)));
  }
}
