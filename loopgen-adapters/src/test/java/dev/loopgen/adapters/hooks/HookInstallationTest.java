package dev.loopgen.adapters.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HookInstallationTest {

  /** The digests that Codex CLI 0.171.0 lists for the hooks as they are installed. */
  private static final String PRE_TOOL =
      "sha256:11d0dbc0b70152818917a258a14e0c0d9436f85e788ebf7627ef177b97ad8d05";

  private static final String STOP =
      "sha256:7ef85179a0f35d80307e4fdeb5123bd18aff0655c60896da21c83b3fdca8c3d7";

  @TempDir private Path root;

  @ParameterizedTest
  @EnumSource
  void apply_noFile_writesBothHooksWithATimeout(HookAgent agent) throws Exception {
    HookInstallation plan = plan(agent);

    assertThat(plan.isInstalled()).isFalse();
    plan.apply();

    String text = read(agent);
    Json.parse(text.getBytes(StandardCharsets.UTF_8));
    assertThat(text)
        .contains("\"loopgen hook --agent " + agent.id() + " pre-tool\"")
        .contains("\"loopgen hook --agent " + agent.id() + " stop --within 570\"")
        .contains(agent == HookAgent.GEMINI ? ": 600000" : ": 600");
    assertThat(plan(agent).isInstalled()).isTrue();
    assertThat(plan(agent).diff()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void apply_otherSettings_keepsEveryByteOfThem(HookAgent agent) throws Exception {
    String before = "{\n\t\"theme\" : \"d\\u0061rk\",   \"n\": 1.50,\n\t\"list\": [ 1,2 ,3]\n}\n";
    write(agent, before);

    plan(agent).apply();

    String text = read(agent);
    assertThat(text)
        .startsWith(before.substring(0, before.lastIndexOf(']') + 1) + ",\n\t\"hooks\": {");
    assertThat(text).endsWith("\n}\n");
    Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void apply_hooksOfOthers_keepsThemAndTheirOrder() throws Exception {
    String other =
        "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"say loopgen hook\"}]}]}}";
    write(HookAgent.CLAUDE_CODE, other);

    plan(HookAgent.CLAUDE_CODE).apply();

    assertThat(read(HookAgent.CLAUDE_CODE))
        .startsWith(other.substring(0, other.indexOf("]}]") + 2))
        .contains("say loopgen hook", "loopgen hook --agent claude-code stop");
  }

  @ParameterizedTest
  @EnumSource
  void apply_olderHookOfOurs_isReplacedInItsPlace(HookAgent agent) throws Exception {
    HookInstallation.of(root, agent, List.of("--loop", "old"), 120).apply();

    plan(agent).apply();

    assertThat(read(agent)).doesNotContain("--loop old", "--within 90");
    assertThat(read(agent).split("loopgen hook ", -1)).hasSize(3);
    assertThat(plan(agent).isInstalled()).isTrue();
  }

  @Test
  void apply_groupThatOursSharesWithAnother_changesOursAlone() throws Exception {
    String shared =
        """
        {"hooks": {"Stop": [{"hooks": [
          {"type": "command", "command": "say done"},
          {"type": "command", "command": "loopgen hook --agent codex stop"}
        ]}]}}
        """;
    write(HookAgent.CODEX, shared);

    plan(HookAgent.CODEX).apply();

    assertThat(read(HookAgent.CODEX))
        .contains("[\n  {\"type\": \"command\", \"command\": \"say done\"},\n  {\n")
        .contains("stop --within 570");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1,}",
        "// comment\n{}",
        "[]",
        "{\"hooks\": []}",
        "{\"hooks\": {\"Stop\": {}}}",
        "{\"hooks\": {}, \"hooks\": {}}",
        "{",
        "\u0000"
      })
  void of_fileOfAnotherForm_isRefusedAndUntouched(String text) throws Exception {
    write(HookAgent.CODEX, text);

    assertThatThrownBy(() -> plan(HookAgent.CODEX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".codex/hooks.json")
        .hasMessageContaining("not edited");
    assertThat(read(HookAgent.CODEX)).isEqualTo(text);
  }

  @Test
  void of_severalHooksOfOurs_isRefused() throws Exception {
    write(
        HookAgent.CURSOR,
        "{\"hooks\": {\"stop\": [{\"command\": \"loopgen hook a\"}, {\"command\": \"loopgen hook b\"}]}}");

    assertThatThrownBy(() -> plan(HookAgent.CURSOR))
        .hasMessageContaining("several hooks of loopgen");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void of_linkOnTheWay_isRefused(@TempDir Path elsewhere) throws Exception {
    Files.createSymbolicLink(root.resolve(".claude"), elsewhere);
    Files.createDirectories(root.resolve(".codex"));
    Files.writeString(elsewhere.resolve("hooks.json"), "{}");
    Files.createSymbolicLink(root.resolve(".codex/hooks.json"), elsewhere.resolve("hooks.json"));

    for (HookAgent agent : List.of(HookAgent.CLAUDE_CODE, HookAgent.CODEX)) {
      assertThatThrownBy(() -> plan(agent)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(elsewhere).isDirectoryContaining("glob:**hooks.json");
    assertThat(elsewhere.resolve("hooks.json")).hasContent("{}");
    assertThat(elsewhere.resolve("settings.json")).doesNotExist();
  }

  @Test
  void apply_fileChangedSinceItWasShown_isRefused() throws Exception {
    HookInstallation plan = plan(HookAgent.GEMINI);
    write(HookAgent.GEMINI, "{}");

    assertThatThrownBy(plan::apply).isInstanceOf(IllegalArgumentException.class);
    assertThat(read(HookAgent.GEMINI)).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "$(id)", "'", ";", "", "\n"})
  void of_argumentThatAShellReads_isRefused(String argument) {
    assertThatThrownBy(() -> HookInstallation.of(root, HookAgent.CODEX, List.of(argument), 600))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void obstacles_machineWithoutAnything_areNamed() throws Exception {
    Map<String, String> bare = Map.of("HOME", root.toString(), "PATH", "");

    assertThat(HookObstacles.of(root, HookAgent.CODEX, bare)).hasSize(4);
    plan(HookAgent.CODEX).apply();
    assertThat(HookObstacles.of(root, HookAgent.CODEX, bare)).hasSize(4);
    assertThat(HookObstacles.of(root, HookAgent.GEMINI, bare)).hasSize(2);
    write(HookAgent.CLAUDE_CODE, "{\"disableAllHooks\": true}");
    assertThat(HookObstacles.of(root, HookAgent.CLAUDE_CODE, bare))
        .anyMatch(sentence -> sentence.contains("disableAllHooks"))
        .anyMatch(sentence -> sentence.contains("does not say that this folder is trusted"));
    for (HookAgent agent : HookAgent.values()) {
      assertThat(HookObstacles.unknowns(root, agent, bare)).as(agent.id()).hasSize(1);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void obstacles_trustedAndOnThePath_areNone() throws Exception {
    Map<String, String> ready = ready();
    plan(HookAgent.CODEX).apply();
    codex(PRE_TOOL, STOP);
    Files.createDirectories(root.resolve(".gemini"));
    Files.writeString(
        root.resolve(".gemini/trustedFolders.json"), "{\"" + root + "\": \"TRUST_FOLDER\"}");
    Files.writeString(
        root.resolve(".claude.json"),
        "{\"projects\": {\"" + root.getParent() + "\": {\"hasTrustDialogAccepted\": true}}}");

    for (HookAgent agent : HookAgent.values()) {
      assertThat(HookObstacles.of(root, agent, ready)).as(agent.id()).isEmpty();
    }
  }

  /** Each way to switch hooks off that a file of the project or of the user has. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void obstacles_switchedOff_areNamed() throws Exception {
    Map<String, String> ready = ready();
    Path user = root.resolve("home");
    Map<String, String> codex = new HashMap<>(ready);
    codex.put("CODEX_HOME", user.toString());
    Files.createDirectories(root.resolve(".codex"));
    Files.writeString(root.resolve(".codex/config.toml"), "[features]\nhooks = false\n");
    assertThat(HookObstacles.of(root, HookAgent.CODEX, codex))
        .anyMatch(sentence -> sentence.contains("features.hooks"));

    Files.createDirectories(root.resolve(".gemini"));
    Files.writeString(
        root.resolve(".gemini/trustedFolders.json"), "{\"" + root + "\": \"TRUST_FOLDER\"}");
    write(
        HookAgent.GEMINI,
        "{\"hooksConfig\": {\"disabled\": [\"loopgen hook --agent gemini stop --within 570\"]}}");
    assertThat(HookObstacles.of(root, HookAgent.GEMINI, ready))
        .singleElement()
        .asString()
        .contains("hooksConfig.disabled");
    write(HookAgent.GEMINI, "{ // mine\n\"hooksConfig\": {\"enabled\": false}}");
    assertThat(HookObstacles.of(root, HookAgent.GEMINI, ready))
        .singleElement()
        .asString()
        .contains("is not plain JSON, so it is not known");
  }

  /** Half of the hooks, or hooks that are asked for other tools only, are no hooks. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void obstacles_halfInstalled_areNamed() throws Exception {
    Map<String, String> ready = ready();
    Files.writeString(
        root.resolve(".claude.json"),
        "{\"projects\": {\"" + root + "\": {\"hasTrustDialogAccepted\": true}}}");
    write(
        HookAgent.CLAUDE_CODE,
        "{\"hooks\": {\"PreToolUse\": [{\"matcher\": \"Read\", \"hooks\": [{\"type\": \"command\","
            + " \"command\": \"loopgen hook --agent claude-code pre-tool\"}]}]}}");

    assertThat(HookObstacles.of(root, HookAgent.CLAUDE_CODE, ready))
        .anyMatch(sentence -> sentence.contains("has no hook of loopgen for Stop"))
        .anyMatch(sentence -> sentence.contains("only where \"Read\" matches"))
        .hasSize(2);
    assertThat(HookObstacles.areInstalled(root, HookAgent.CLAUDE_CODE)).isTrue();
    assertThat(HookObstacles.areInstalled(root, HookAgent.CODEX)).isFalse();
  }

  @Test
  void install_escapedName_isTheSameMember() throws Exception {
    write(HookAgent.CLAUDE_CODE, "{\"h\\u006foks\": {\"Notification\": []}, \"a\": 1}");

    plan(HookAgent.CLAUDE_CODE).apply();

    String text = Files.readString(root.resolve(HookAgent.CLAUDE_CODE.settingsFile()));
    assertThat(text).contains("h\\u006foks", "Notification").doesNotContain("\"hooks\": {}");
    assertThat(plan(HookAgent.CLAUDE_CODE).isInstalled()).isTrue();
  }

  /** Trust in something else is no trust in these hooks. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void obstacles_codexTrustOfOtherHooks_areNamed() throws Exception {
    Map<String, String> ready = ready();
    plan(HookAgent.CODEX).apply();

    codex(STOP, PRE_TOOL);
    assertThat(HookObstacles.of(root, HookAgent.CODEX, ready))
        .hasSize(2)
        .allMatch(sentence -> sentence.contains("not as it was when it was trusted"));
    codex(PRE_TOOL, STOP + "\"\nenabled = false\nother = \"");
    assertThat(HookObstacles.of(root, HookAgent.CODEX, ready))
        .containsExactly("Codex has the hook for Stop switched off. Enable it with /hooks.");
    codex(PRE_TOOL, STOP);
    HookInstallation.of(root, HookAgent.CODEX, List.of("--loop", "other"), 600).apply();
    assertThat(HookObstacles.of(root, HookAgent.CODEX, ready)).hasSize(2);
    Files.writeString(root.resolve(".codex/config.toml"), "trusted_hash = ");
    assertThat(HookObstacles.of(root, HookAgent.CODEX, ready))
        .singleElement()
        .asString()
        .contains("is not valid TOML");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void obstacles_foldersThatAreNotTrusted_areNamed() throws Exception {
    Map<String, String> ready = ready();
    Files.createDirectories(root.resolve(".gemini"));
    Path folders = root.resolve(".gemini/trustedFolders.json");
    for (String other :
        List.of(
            "{\"" + root + "\": \"DO_NOT_TRUST\"}",
            "{\"" + root + "/below\": \"TRUST_FOLDER\"}",
            "{\"" + root + "\": \"DO_NOT_TRUST\", \"/\": \"TRUST_FOLDER\"}")) {
      Files.writeString(folders, other);
      assertThat(HookObstacles.of(root, HookAgent.GEMINI, ready)).as(other).hasSize(1);
    }
    Files.writeString(
        root.resolve(".claude.json"),
        "{\"projects\": {\"" + root + "\": {\"hasTrustDialogAccepted\": false}}}");
    assertThat(HookObstacles.of(root, HookAgent.CLAUDE_CODE, ready)).hasSize(1);
  }

  /** The version is that of the package which the program is in. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void unknowns_olderAgentThanTheOneThatWasTried_isNamed() throws Exception {
    Map<String, String> ready = ready();
    Path home = Files.createDirectories(root.resolve("lib/@openai/codex/bin")).getParent();
    Path program = Files.createFile(home.resolve("bin/codex.js"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(root.resolve("codex"), program);
    Path description = home.resolve("package.json");

    Files.writeString(description, "{\"name\":\"@openai/codex\",\"version\":\"0.99.0\"}");
    assertThat(HookObstacles.unknowns(root, HookAgent.CODEX, ready))
        .containsExactly(
            "Codex CLI 0.99.0 is older than 0.171.0, with which its hooks were tried. Update it.");
    Files.writeString(description, "{\"name\":\"@openai/codex\",\"version\":\"0.180.1\"}");
    assertThat(HookObstacles.unknowns(root, HookAgent.CODEX, ready)).isEmpty();
  }

  /** An environment with the launcher and this directory as home. */
  private Map<String, String> ready() throws IOException {
    Path program = Files.createFile(root.resolve("loopgen"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return Map.of("HOME", root.toString(), "PATH", root.toString());
  }

  /** Has Codex trust the project, and two hooks of these digests. */
  private void codex(String preTool, String stop) throws IOException {
    String key = "[hooks.state.\"" + root + "/.codex/hooks.json:";
    Files.createDirectories(root.resolve(".codex"));
    Files.writeString(
        root.resolve(".codex/config.toml"),
        String.join(
            "\n",
            "[projects.\"" + root + "\"]",
            "trust_level = \"trusted\"",
            key + "pre_tool_use:0:0\"]",
            "trusted_hash = \"" + preTool + "\"",
            key + "stop:0:0\"]",
            "trusted_hash = \"" + stop + "\"",
            ""));
  }

  private HookInstallation plan(HookAgent agent) {
    return HookInstallation.of(root, agent, List.of(), 600);
  }

  private void write(HookAgent agent, String text) throws IOException {
    Path file = root.resolve(agent.settingsFile());
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(HookAgent agent) throws IOException {
    return Files.readString(root.resolve(agent.settingsFile()));
  }
}
