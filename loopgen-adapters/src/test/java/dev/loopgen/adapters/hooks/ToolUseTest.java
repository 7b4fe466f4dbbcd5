package dev.loopgen.adapters.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ToolUseTest {

  private static final String DENIED_COMMAND =
      "loopgen: the command names secret: the path is forbidden. A change of it would be refused."
          + " Leave it alone, or ask the user.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CLAUDE_CODE | pre-tool-bash | {\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\"%s\"}}",
        "CODEX | pre-tool-bash | {\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\"%s\"}}",
        "GEMINI | pre-tool-run-shell-command | {\"decision\":\"deny\",\"reason\":\"%s\"}",
        "CURSOR | pre-tool-shell | {\"permission\":\"deny\",\"user_message\":\"%s\",\"agent_message\":\"%1$s\"}",
        "COPILOT | pre-tool-bash | {\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\"%s\"}",
      })
  void answer_commandThatNamesAForbiddenPath_isTheVendorsRefusal(
      HookAgent agent, String input, String form) throws Exception {
    HookAnswer answer = preTool(agent, HookInputs.of(agent, input));

    assertThat(answer)
        .isEqualTo(new HookAnswer(form.replace("%1$s", "%s").replace("%s", DENIED_COMMAND), 0, ""));
  }

  /** An answer of "allow" would take the user's own question away. */
  @ParameterizedTest
  @CsvSource({
    "CLAUDE_CODE, pre-tool-write",
    "CODEX, pre-tool-apply-patch",
    "GEMINI, pre-tool-write-file",
    "GEMINI, pre-tool-replace",
    "CURSOR, pre-tool-write",
    "COPILOT, pre-tool-write"
  })
  void answer_otherFile_isNoDecision(HookAgent agent, String input) throws Exception {
    assertThat(preTool(agent, HookInputs.of(agent, input))).isEqualTo(new HookAnswer("{}", 0, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "CLAUDE_CODE, pre-tool-write, /home/ada/shop/b.txt, /home/ada/shop/secret/b.txt",
    "CLAUDE_CODE, pre-tool-write, /home/ada/shop/b.txt, src/../secret/b.txt",
    "CODEX, pre-tool-apply-patch, c.txt, secret/c.txt",
    "CODEX, pre-tool-apply-patch, c.txt, .loopgen/audit.jsonl",
    "CODEX, pre-tool-apply-patch, c.txt, .codex/hooks.json",
    "GEMINI, pre-tool-write-file, b.txt, secret/b.txt",
    "GEMINI, pre-tool-replace, b.txt, .gemini/settings.json",
    "CURSOR, pre-tool-write, b.txt, .github/workflows/ci.yml",
    "COPILOT, pre-tool-write, b.txt, .loopgen/policy.yaml"
  })
  void answer_protectedFile_isRefused(HookAgent agent, String input, String file, String instead)
      throws Exception {
    HookAnswer answer = preTool(agent, replaced(HookInputs.of(agent, input), file, instead));

    assertThat(answer.output()).contains("deny", "loopgen: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat secret/key",
        "cd secret && echo x > key",
        "echo x>secret/key",
        "printf x | tee ./secret/key",
        "cp a.txt 'secret/key'",
        "sed -i s/a/b/ \"secret/key\"",
        "git mv a.txt secret/",
        "dd of=secret/key",
        "python -c \"open('secret/key','w')\"",
        "rm -rf /home/ada/shop/secret",
        "rm .loopgen/audit.jsonl",
        "echo x > .github/workflows/ci.yml",
        "cat a.txt > .loopgen/loopgen.loop.yaml",
        "cat a.txt; sed -i d .loopgen/policy.yaml",
        "git diff --output=.loopgen/policy.yaml",
        "sed -n 'w .loopgen/policy.yaml' a.txt",
        "echo $(rm .loopgen/audit.jsonl)"
      })
  void answer_commandOnAProtectedFile_isRefused(String command) throws Exception {
    assertThat(bash(command).output()).contains("deny");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm test",
        "git add .loopgen/audit.jsonl",
        "git add -A && git commit -m work",
        "cat .loopgen/loopgen.loop.yaml",
        "sed -n 1,40p .github/workflows/ci.yml",
        "grep -rn secretary src",
        "loopgen run check",
        "echo x > a.txt"
      })
  void answer_otherCommand_isNoDecision(String command) throws Exception {
    assertThat(bash(command).output()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Read", "read_file", "Grep", "view"})
  void answer_toolThatOnlyReads_isNoDecision(String tool) throws Exception {
    Json event =
        Json.object()
            .put("tool_name", tool)
            .put("tool_input", Json.object().put("file_path", ".loopgen/audit.jsonl").build())
            .build();

    assertThat(preTool(HookAgent.CLAUDE_CODE, utf8(event.text())).output()).isEqualTo("{}");
  }

  @ParameterizedTest
  @EnumSource
  void answer_eventThatCannotBeRead_isNeverExit2(HookAgent agent) throws Exception {
    for (String input : new String[] {"", "{", "[]", "{\"tool_name\":7}", "{}"}) {
      HookAnswer answer = preTool(agent, utf8(input));

      assertThat(answer.output()).isEqualTo("{}");
      assertThat(answer.exitCode()).isEqualTo(agent == HookAgent.COPILOT ? 0 : 1);
      assertThat(answer.message()).contains("names no tool");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\u0000b", "~", "", "/", "..", "*"})
  void answer_pathThatIsNone_isNoCrash(String path) throws Exception {
    byte[] input = replaced(HookInputs.of(HookAgent.GEMINI, "pre-tool-write-file"), "b.txt", path);

    assertThat(preTool(HookAgent.GEMINI, input).exitCode()).isZero();
  }

  private static HookAnswer bash(String command) throws InterruptedException {
    Json event =
        Json.object()
            .put("tool_name", "Bash")
            .put("tool_input", Json.object().put("command", command).build())
            .build();
    return preTool(HookAgent.CLAUDE_CODE, utf8(event.text()));
  }

  private static HookAnswer preTool(HookAgent agent, byte[] input) throws InterruptedException {
    return AgentHook.of(agent)
        .answer(HookEvent.PRE_TOOL, input, new FakeProject(new StopVerdict.Unchanged()));
  }

  private static byte[] replaced(byte[] input, String what, String with) {
    String text = new String(input, StandardCharsets.UTF_8);
    assertThat(text).contains(what);
    return utf8(text.replace(what, with));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
