package dev.loopgen.api.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.PathPattern;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopSpecTest {

  @Test
  void of_everyMember_isRead() {
    LoopSpec spec =
        LoopSpec.of(
            Json.object()
                .put("id", "test-repair")
                .put("title", "Repair tests")
                .put("goal", "Green again")
                .put("verification", commands("mvn -q test", "mvn -q verify"))
                .put(
                    "stopCriteria",
                    Json.object().put("maxIterations", 5).put("timeoutMinutes", 1.5).build())
                .put("stateFile", ".loopgen/state/other.md")
                .put(
                    "permissions",
                    Json.object()
                        .put("allowedCommands", Json.strings(List.of("mvn -q test")))
                        .put("forbiddenPaths", Json.strings(List.of("secrets/**", "*.pem")))
                        .build())
                .build());

    assertThat(spec.id()).isEqualTo("test-repair");
    assertThat(spec.title()).isEqualTo("Repair tests");
    assertThat(spec.goal()).isEqualTo("Green again");
    assertThat(spec.commands()).containsExactly("mvn -q test", "mvn -q verify");
    assertThat(spec.maxIterations()).isEqualTo(5);
    assertThat(spec.commandTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(spec.stateFile()).isEqualTo(".loopgen/state/other.md");
    assertThat(spec.allowedCommands()).containsExactly("mvn -q test");
    assertThat(spec.forbiddenPaths())
        .containsExactly(PathPattern.parse("secrets/**"), PathPattern.parse("*.pem"));
  }

  @Test
  void of_onlyWhatIsRequired_hasTheDocumentedDefaults() {
    assertDefaults(LoopSpec.of(minimal().build()));
  }

  @Test
  void of_nullMembers_countAsAbsent() {
    Json.Obj nulls =
        minimal()
            .put("title", Json.NULL)
            .put("goal", Json.NULL)
            .put("stateFile", Json.NULL)
            .put("stopCriteria", Json.NULL)
            .put(
                "permissions",
                Json.object()
                    .put("allowedCommands", Json.NULL)
                    .put("forbiddenPaths", Json.NULL)
                    .build())
            .build();

    assertDefaults(LoopSpec.of(nulls));
  }

  private static void assertDefaults(LoopSpec spec) {
    assertThat(spec.title()).isEqualTo("check");
    assertThat(spec.goal()).isEmpty();
    assertThat(spec.maxIterations()).isEqualTo(3);
    assertThat(spec.commandTimeout()).isEqualTo(Duration.ofMinutes(45));
    assertThat(spec.stateFile()).isEqualTo(".loopgen/state/check.md");
    assertThat(spec.allowedCommands()).isEmpty();
    assertThat(spec.forbiddenPaths()).isEmpty();
  }

  @Test
  void of_noCommands_isALoopWithoutCommands() {
    assertThat(LoopSpec.of(Json.object().put("id", "a").put("verification", commands()).build()))
        .satisfies(spec -> assertThat(spec.commands()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A", "0", "test-repair", "a.b", "a_b-", "9.", "a-.b"})
  void of_idThatNamesAFile_isAccepted(String id) {
    LoopSpec spec =
        LoopSpec.of(Json.object().put("id", id).put("verification", commands()).build());

    assertThat(spec.id()).isEqualTo(id);
    assertThat(spec.stateFile()).isEqualTo(".loopgen/state/" + id + ".md");
  }

  @Test
  void of_longestId_isAccepted() {
    String id = "a".repeat(100);

    assertThat(LoopSpec.builder(id).build().id()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 30000", "1, 60000", "0.001, 60", "525600, 31536000000", "0.0001, 6"})
  void of_timeoutMinutes_isTheTimeout(double minutes, long millis) {
    Json.Obj stop = Json.object().put("timeoutMinutes", minutes).build();

    LoopSpec spec = LoopSpec.of(minimal().put("stopCriteria", stop).build());

    assertThat(spec.commandTimeout()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void of_maxIterationsAtItsLimits_isAccepted(int count) {
    Json.Obj stop = Json.object().put("maxIterations", count).build();

    assertThat(LoopSpec.of(minimal().put("stopCriteria", stop).build()).maxIterations())
        .isEqualTo(count);
  }

  @Test
  void of_unknownMembers_areKeptAndHashed() {
    Json.Obj verification =
        Json.object().put("commands", Json.strings(List.of("true"))).put("later", 1).build();
    Json.Obj source =
        Json.object().put("id", "check").put("verification", verification).put("x", "y").build();

    LoopSpec spec = LoopSpec.of(source);

    assertThat(spec.source()).isEqualTo(source);
    assertThat(spec.source().members()).containsKey("x");
    assertThat(spec.digest()).isEqualTo(source.sha256());
    assertThat(spec.digest()).isNotEqualTo(LoopSpec.of(minimal().build()).digest());
  }

  @Test
  void digest_membersInAnotherOrder_isTheSame() {
    Json.Obj one = Json.object().put("id", "check").put("verification", commands("a")).build();
    Json.Obj other = Json.object().put("verification", commands("a")).put("id", "check").build();

    assertThat(LoopSpec.of(one).digest()).isEqualTo(LoopSpec.of(other).digest());
    assertThat(LoopSpec.of(one))
        .isEqualTo(LoopSpec.of(other))
        .hasSameHashCodeAs(LoopSpec.of(other));
  }

  @Test
  void digest_commandsInAnotherOrder_differs() {
    Json.Obj one = Json.object().put("id", "check").put("verification", commands("a", "b")).build();
    Json.Obj other =
        Json.object().put("id", "check").put("verification", commands("b", "a")).build();

    assertThat(LoopSpec.of(one).digest()).isNotEqualTo(LoopSpec.of(other).digest());
    assertThat(LoopSpec.of(one)).isNotEqualTo(LoopSpec.of(other));
  }

  @Test
  void toString_spec_isIdAndDigest() {
    LoopSpec spec = LoopSpec.of(minimal().build());

    assertThat(spec).hasToString("check@sha256:" + spec.digest());
  }

  private static Json.ObjectBuilder minimal() {
    return Json.object().put("id", "check").put("verification", commands("true"));
  }

  private static Json.Obj commands(String... commands) {
    return Json.object().put("commands", Json.strings(List.of(commands))).build();
  }
}
