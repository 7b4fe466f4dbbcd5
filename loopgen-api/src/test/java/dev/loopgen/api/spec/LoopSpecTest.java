package dev.loopgen.api.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LoopSpecTest {

  private static final Json.Obj GOOD =
      Json.object()
          .put("id", "fix")
          .put("verification", Json.object().put("commands", strings("sh test.sh")).build())
          .build();

  static Stream<Arguments> badMembers() {
    return Stream.of(
        Arguments.of("id", Json.NULL, "id"),
        Arguments.of("id", Json.of(3), "id"),
        Arguments.of("id", Json.of(""), "id"),
        Arguments.of("id", Json.of("../up"), "id"),
        Arguments.of("id", Json.of("a/b"), "id"),
        Arguments.of("id", Json.of("a..b"), "id"),
        Arguments.of("id", Json.of("-rf"), "id"),
        Arguments.of("id", Json.of("a\nb"), "id"),
        Arguments.of("id", Json.of("a".repeat(101)), "id"),
        Arguments.of("title", Json.TRUE, "title"),
        Arguments.of("goal", Json.of(1), "goal"),
        Arguments.of("stateFile", Json.of("../escape.md"), "stateFile"),
        Arguments.of("stateFile", Json.of("/etc/passwd"), "stateFile"),
        Arguments.of("stateFile", Json.of(".loopgen/state/../../x.md"), "stateFile"),
        Arguments.of("stateFile", Json.of(".loopgen/audit.jsonl"), "stateFile"),
        Arguments.of("verification", Json.of("npm test"), "verification"),
        Arguments.of("verification", Json.object().build(), "verification.commands"),
        Arguments.of("verification", commands(Json.of("npm test")), "verification.commands"),
        Arguments.of("verification", commands(array(Json.TRUE)), "verification.commands[0]"),
        Arguments.of("verification", commands(strings("true", " \t")), "verification.commands[1]"),
        Arguments.of("verification", commands(strings("a\0b")), "verification.commands[0]"),
        Arguments.of("stopCriteria", timeout(Json.of(0)), "stopCriteria.timeoutMinutes"),
        Arguments.of("stopCriteria", timeout(Json.of(-1)), "stopCriteria.timeoutMinutes"),
        Arguments.of("stopCriteria", timeout(Json.of(1e9)), "stopCriteria.timeoutMinutes"),
        Arguments.of("stopCriteria", timeout(Json.of("5")), "stopCriteria.timeoutMinutes"),
        Arguments.of("stopCriteria", array(), "stopCriteria"),
        Arguments.of(
            "stopCriteria",
            Json.object().put("maxIterations", 1.5).build(),
            "stopCriteria.maxIterations"),
        Arguments.of("permissions", forbidden(Json.of(".env")), "permissions.forbiddenPaths"),
        Arguments.of(
            "permissions", forbidden(strings("ok", "[a]")), "permissions.forbiddenPaths[1]"),
        Arguments.of("permissions", forbidden(strings("../x")), "permissions.forbiddenPaths[0]"));
  }

  @ParameterizedTest
  @MethodSource("badMembers")
  void of_badMember_isRefusedByItsKey(String member, Json value, String key) {
    Json.Obj loop = with(member, value);

    assertThatThrownBy(() -> LoopSpec.of(loop))
        .isInstanceOfSatisfying(SpecException.class, e -> assertThat(e.key()).contains(key));
  }

  @Test
  void of_onlyWhatIsRequired_hasTheDocumentedDefaults() {
    LoopSpec loop = LoopSpec.of(GOOD);

    assertThat(loop.title()).isEqualTo("fix");
    assertThat(loop.commandTimeout()).isEqualTo(Duration.ofMinutes(45));
    assertThat(loop.maxIterations()).isEqualTo(3);
    assertThat(loop.stateFile()).isEqualTo(".loopgen/state/fix.md");
    assertThat(loop.forbiddenPaths()).isEmpty();
  }

  @Test
  void of_unknownMembers_areKeptAndHashed() {
    LoopSpec plain = LoopSpec.of(GOOD);
    LoopSpec extended = LoopSpec.of(with("owner", Json.of("team")));

    assertThat(extended.source().string("owner")).contains("team");
    assertThat(extended.digest()).isNotEqualTo(plain.digest());
  }

  @Test
  void of_fractionOfAMinute_isKept() {
    assertThat(LoopSpec.of(with("stopCriteria", timeout(Json.of(0.05)))).commandTimeout())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void build_inCode_equalsTheSameLoopReadBack() {
    LoopSpec built =
        LoopSpec.builder("fix")
            .title("Fix")
            .command("sh test.sh")
            .forbid("secrets/")
            .commandTimeout(Duration.ofSeconds(90))
            .maxIterations(5)
            .build();

    assertThat(LoopSpec.of(built.source())).isEqualTo(built);
    assertThat(built.commands()).containsExactly("sh test.sh");
    assertThat(built.allowedCommands()).containsExactly("sh test.sh");
    assertThat(built.commandTimeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void build_noCommand_isALoopThatCannotPassRatherThanAnError() {
    assertThat(LoopSpec.builder("fix").build().commands()).isEmpty();
  }

  private static Json.Obj with(String member, Json value) {
    Map<String, Json> members = new HashMap<>(GOOD.members());
    members.put(member, value);
    return new Json.Obj(members);
  }

  private static Json.Obj commands(Json commands) {
    return Json.object().put("commands", commands).build();
  }

  private static Json.Obj timeout(Json minutes) {
    return Json.object().put("timeoutMinutes", minutes).build();
  }

  private static Json.Obj forbidden(Json patterns) {
    return Json.object().put("forbiddenPaths", patterns).build();
  }

  private static Json strings(String... values) {
    return Json.strings(List.of(values));
  }

  private static Json.Array array(Json... elements) {
    return new Json.Array(List.of(elements));
  }
}
