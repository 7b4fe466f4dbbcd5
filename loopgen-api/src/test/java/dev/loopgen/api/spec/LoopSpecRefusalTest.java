package dev.loopgen.api.spec;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopSpecRefusalTest {

  @Test
  void of_withoutId_isRefused() {
    refused(Json.object().put("verification", commands()), "id").withMessageContaining("missing");
  }

  @Test
  void of_nullId_isRefused() {
    refused(Json.object().put("id", Json.NULL).put("verification", commands()), "id")
        .withMessageContaining("missing");
  }

  @Test
  void of_idThatIsANumber_isRefused() {
    refused(Json.object().put("id", 5).put("verification", commands()), "id")
        .withMessageContaining("string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", ".", "..", "a..b", ".a", "-a", "_a", "a b", "a/b", "a\\b", "../a", "a\n", "\na",
        "\u00e9", "a:b", "a\u0000"
      })
  void of_idThatCannotNameAFile_isRefused(String id) {
    refused(Json.object().put("id", id).put("verification", commands()), "id")
        .withMessageContaining("files are named after it");
  }

  @Test
  void of_idThatIsTooLong_isRefused() {
    refused(Json.object().put("id", "a".repeat(101)).put("verification", commands()), "id")
        .withMessageContaining("at most 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "goal", "stateFile"})
  void of_textThatIsNotAString_isRefused(String name) {
    refused(minimal().put(name, true), name).withMessageContaining("quotes");
    refused(minimal().put(name, Json.object().build()), name).withMessageContaining("quotes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "state.md",
        "/etc/passwd",
        ".loopgen/state/.md",
        ".loopgen/state/a.txt",
        ".loopgen/state/a.md/",
        ".loopgen/state/a/b.md",
        ".loopgen/state/../a.md",
        ".loopgen/state/..md",
        ".loopgen/audit.jsonl",
        "./.loopgen/state/a.md",
        "x.loopgen/state/a.md",
        "xloopgen/state/a.md",
        ".loopgen\\state\\a.md",
        ".loopgen/state/a.md\n",
        ".loopgen/state/a.mdx"
      })
  void of_stateFileElsewhere_isRefused(String file) {
    refused(minimal().put("stateFile", file), "stateFile")
        .withMessageContaining(".loopgen/state/NAME.md");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stopCriteria", "permissions"})
  void of_sectionThatIsNotAMapping_isRefused(String name) {
    refused(minimal().put(name, "x"), name).withMessageContaining("mapping");
    refused(minimal().put(name, List.of()), name).withMessageContaining("mapping");
  }

  @Test
  void of_verificationThatIsNotAMapping_isRefused() {
    refused(Json.object().put("id", "a").put("verification", List.of()), "verification")
        .withMessageContaining("mapping");
  }

  @Test
  void of_withoutCommands_isRefused() {
    refused(Json.object().put("id", "a"), "verification.commands").withMessageContaining("missing");
    refused(
            Json.object().put("id", "a").put("verification", Json.object().build()),
            "verification.commands")
        .withMessageContaining("missing");
  }

  @Test
  void of_commandsThatAreNotAList_areRefused() {
    refused(verifying(Json.of("make")), "verification.commands").withMessageContaining("list");
    refused(verifying(Json.object().put("0", "a").build()), "verification.commands")
        .withMessageContaining("list");
  }

  @Test
  void of_commandThatIsNotAString_isRefusedByItsPlace() {
    Json.Array commands = new Json.Array(List.of(Json.of("a"), Json.of(1)));

    refused(verifying(commands), "verification.commands[1]").withMessageContaining("string");
    refused(verifying(new Json.Array(List.of(Json.NULL))), "verification.commands[0]")
        .withMessageContaining("string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "a\u0000b"})
  void of_commandThatCannotRun_isRefusedByItsPlace(String command) {
    refused(verifying(Json.strings(List.of("a", command))), "verification.commands[1]")
        .withMessageContaining("command");
  }

  @Test
  void of_commandThatIsTooLong_isRefused() {
    refused(verifying(Json.strings(List.of("a".repeat(100_001)))), "verification.commands[0]")
        .withMessageContaining("too long");
  }

  @Test
  void of_allowedCommands_areCheckedLikeCommands() {
    String key = "permissions.allowedCommands";

    refused(permitting("allowedCommands", Json.of("a")), key).withMessageContaining("list");
    refused(permitting("allowedCommands", Json.strings(List.of(" "))), key + "[0]")
        .withMessageContaining("command");
    refused(permitting("allowedCommands", new Json.Array(List.of(Json.TRUE))), key + "[0]")
        .withMessageContaining("string");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 525_600.1, 1e300, Double.NaN, Double.POSITIVE_INFINITY, 1e-9})
  void of_timeoutOutOfRange_isRefused(double minutes) {
    refused(stopping("timeoutMinutes", Json.of(minutes)), "stopCriteria.timeoutMinutes")
        .withMessageContaining("525600");
  }

  @Test
  void of_timeoutThatIsNotANumber_isRefused() {
    refused(stopping("timeoutMinutes", Json.of("45")), "stopCriteria.timeoutMinutes")
        .withMessageContaining("number");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.5, 1001, 4294967297.0, 1e300, Double.NaN})
  void of_maxIterationsOutOfRange_isRefused(double count) {
    refused(stopping("maxIterations", Json.of(count)), "stopCriteria.maxIterations")
        .withMessageContaining("1 to 1000");
  }

  @Test
  void of_maxIterationsThatIsNotANumber_isRefused() {
    refused(stopping("maxIterations", Json.TRUE), "stopCriteria.maxIterations")
        .withMessageContaining("whole number");
  }

  @Test
  void of_forbiddenPathsThatAreNotAList_areRefused() {
    refused(permitting("forbiddenPaths", Json.of("secrets")), "permissions.forbiddenPaths")
        .withMessageContaining("list");
  }

  @Test
  void of_forbiddenPathThatIsNotAString_isRefusedByItsPlace() {
    Json.Array paths = new Json.Array(List.of(Json.of("a"), Json.NULL));

    refused(permitting("forbiddenPaths", paths), "permissions.forbiddenPaths[1]")
        .withMessageContaining("string");
  }

  @Test
  void of_forbiddenPathThatCannotBeEnforced_isRefusedByItsPlace() {
    Json paths = Json.strings(List.of("secrets", "*.{pem,key}"));

    refused(permitting("forbiddenPaths", paths), "permissions.forbiddenPaths[1]")
        .withMessageContaining("*.{pem,key}")
        .withMessageContaining("braces");
  }

  private static ThrowableAssertAlternative<SpecException> refused(
      Json.ObjectBuilder loop, String key) {
    Json.Obj source = loop.build();
    return assertThatExceptionOfType(SpecException.class)
        .isThrownBy(() -> LoopSpec.of(source))
        .matches(refusal -> refusal.key().equals(Optional.of(key)), "names " + key);
  }

  private static Json.ObjectBuilder minimal() {
    return Json.object().put("id", "check").put("verification", commands());
  }

  private static Json.Obj commands() {
    return Json.object().put("commands", Json.strings(List.of("true"))).build();
  }

  private static Json.ObjectBuilder verifying(Json commands) {
    return Json.object()
        .put("id", "check")
        .put("verification", Json.object().put("commands", commands).build());
  }

  private static Json.ObjectBuilder permitting(String name, Json value) {
    return minimal().put("permissions", Json.object().put(name, value).build());
  }

  private static Json.ObjectBuilder stopping(String name, Json value) {
    return minimal().put("stopCriteria", Json.object().put(name, value).build());
  }
}
