package dev.loopgen.adapters.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StopAnswerTest {

  private static final StopVerdict.Undecided NO_VERDICT = new StopVerdict.Undecided("No base.");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CLAUDE_CODE | {\"decision\":\"block\",\"reason\":\"%s\"}",
        "CODEX | {\"decision\":\"block\",\"reason\":\"%s\"}",
        "GEMINI | {\"decision\":\"deny\",\"reason\":\"%s\"}",
        "CURSOR | {\"followup_message\":\"%s\"}",
        "COPILOT | {\"decision\":\"block\",\"reason\":\"%s\"}",
      })
  void answer_failedRun_isTheVendorsBlock(HookAgent agent, String form) throws Exception {
    FakeProject project = new FakeProject();
    project.verdicts.add(project.failed());

    HookAnswer answer = stop(agent, "stop-first", project);

    String reason =
        "loopgen does not accept this work yet (1 of 3).\\n\\nLoop check did not pass.\\n";
    assertThat(answer).isEqualTo(new HookAnswer(form.formatted(reason), 0, ""));
  }

  @ParameterizedTest
  @EnumSource
  void answer_treeThatNeedsNoRunOrPassed_isNoObjection(HookAgent agent) throws Exception {
    for (StopVerdict verdict :
        List.of(
            new StopVerdict.Unchanged(), new StopVerdict.Recorded(), new StopVerdict.Passed())) {
      assertThat(stop(agent, "stop-first", new FakeProject(verdict)))
          .isEqualTo(new HookAnswer("{}", 0, ""));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = HookAgent.class,
      names = {"CLAUDE_CODE", "CODEX", "GEMINI", "CURSOR"})
  void answer_threeFailedRuns_letsGoAndSaysSo(HookAgent agent) throws Exception {
    FakeProject project = new FakeProject();
    for (int run = 0; run < 4; run++) {
      project.verdicts.add(project.failed());
    }

    assertThat(stop(agent, "stop-first", project).output()).contains("(1 of 3)");
    assertThat(stop(agent, "stop-again", project).output()).contains("(2 of 3)");
    assertThat(stop(agent, "stop-again", project).output()).contains("(3 of 3)");
    HookAnswer last = stop(agent, "stop-again", project);

    assertThat(last.output()).doesNotContain("block", "deny", "followup");
    assertThat(last.message()).contains("stops after 3 runs that failed", "no acceptance");
    assertThat(last.exitCode()).isZero();
  }

  @Test
  void answer_agentThatDoesNotSayWhetherItGoesOn_isCountedBySession() throws Exception {
    FakeProject project = new FakeProject();
    for (int run = 0; run < 4; run++) {
      project.verdicts.add(project.failed());
    }

    for (int block = 1; block <= 3; block++) {
      assertThat(stop(HookAgent.COPILOT, "stop-first", project).output())
          .contains("(" + block + " of 3)");
    }
    assertThat(stop(HookAgent.COPILOT, "stop-first", project).output()).isEqualTo("{}");
    assertThat(project.remembered).containsEntry("session-1", StopBlocks.NONE);
  }

  @Test
  void answer_nextTurn_countsFromTheStart() throws Exception {
    FakeProject project = new FakeProject();
    for (int run = 0; run < 4; run++) {
      project.verdicts.add(project.failed());
    }
    stop(HookAgent.CODEX, "stop-first", project);
    stop(HookAgent.CODEX, "stop-again", project);

    assertThat(stop(HookAgent.CODEX, "stop-first", project).output()).contains("(1 of 3)");
  }

  /** A record of blocks that nobody gave must not shorten the count. */
  @Test
  void answer_rememberedRunsThatTheLedgerDoesNotHave_doNotCount() throws Exception {
    FakeProject project = new FakeProject();
    project.verdicts.add(project.failed());
    project.remembered.put(
        "abc123", new StopBlocks(List.of("forged1", "forged2", "forged3", "forged4"), 0));

    assertThat(stop(HookAgent.CLAUDE_CODE, "stop-again", project).output()).contains("(1 of 3)");
  }

  @Test
  void answer_oneRunRememberedThreeTimes_countsOnce() throws Exception {
    FakeProject project = new FakeProject();
    String entry = project.failed().entry();
    project.verdicts.add(project.failed());
    project.remembered.put("abc123", new StopBlocks(List.of(entry, entry, entry), 0));

    assertThat(stop(HookAgent.CLAUDE_CODE, "stop-again", project).output()).contains("(2 of 3)");
  }

  @Test
  void answer_forgedCountOfBlocksWithoutVerdict_doesNotExcuseAFailedRun() throws Exception {
    FakeProject project = new FakeProject();
    project.verdicts.add(project.failed());
    project.remembered.put("abc123", new StopBlocks(List.of(), 9));

    assertThat(stop(HookAgent.CLAUDE_CODE, "stop-again", project).output()).contains("block");
  }

  @Test
  void answer_runThatTakesLonger_blocksOnceAndSaysHowLong() throws Exception {
    FakeProject project = new FakeProject(new StopVerdict.Unfinished(Duration.ofSeconds(570)));

    assertThat(stop(HookAgent.CODEX, "stop-first", project).output())
        .contains("\"decision\":\"block\"", "`loopgen run` needs 10 min");
    assertThat(stop(HookAgent.CODEX, "stop-again", project).output())
        .contains("systemMessage", "without a verdict")
        .doesNotContain("decision");
  }

  @ParameterizedTest
  @EnumSource
  void answer_noVerdict_isNoPass(HookAgent agent) throws Exception {
    HookAnswer answer = stop(agent, "stop-first", new FakeProject(NO_VERDICT));

    assertThat(answer.output()).contains("There is no verdict: No base.").isNotEqualTo("{}");
  }

  @Test
  void answer_memoryThatForgets_blocksOnlyTheFirstStopOfATurn() throws Exception {
    FakeProject project = new FakeProject();
    project.forgetful = true;
    project.verdicts.add(project.failed());

    assertThat(stop(HookAgent.CODEX, "stop-first", project).output()).contains("block");
    assertThat(stop(HookAgent.CODEX, "stop-again", project).output())
        .doesNotContain("block\"")
        .contains("cannot be remembered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"stop_hook_active\":\"true\"}", "\u0000"})
  void answer_inputThatCannotBeRead_isJudgedAllTheSame(String input) throws Exception {
    for (HookAgent agent : HookAgent.values()) {
      FakeProject project = new FakeProject();
      project.verdicts.add(project.failed());

      HookAnswer answer =
          AgentHook.of(agent)
              .answer(HookEvent.STOP, input.getBytes(StandardCharsets.UTF_8), project);

      assertThat(answer.output()).contains("does not accept");
      assertThat(answer.exitCode()).isZero();
    }
  }

  @Test
  void answer_turnThatTheUserEnded_runsNothing() throws Exception {
    FakeProject project = new FakeProject(NO_VERDICT);
    String aborted =
        new String(HookInputs.of(HookAgent.CURSOR, "stop-first"), StandardCharsets.UTF_8)
            .replace("\"completed\"", "\"aborted\"");

    HookAnswer answer =
        AgentHook.of(HookAgent.CURSOR)
            .answer(HookEvent.STOP, aborted.getBytes(StandardCharsets.UTF_8), project);

    assertThat(answer.output()).isEqualTo("{}");
    assertThat(project.asked).isZero();
  }

  @Test
  void answer_feedbackOfAnyContent_isOneJsonObject() throws Exception {
    FakeProject project = new FakeProject();
    project.failedInLedger.add("h");
    project.verdicts.add(
        new StopVerdict.Failed("h", "a \"quote\"\n\\ and {\"decision\":\"allow\"}"));

    Json answer =
        Json.parse(
            stop(HookAgent.CODEX, "stop-first", project).output().getBytes(StandardCharsets.UTF_8));

    assertThat(((Json.Obj) answer).string("decision")).contains("block");
  }

  @Test
  void letsStop_onlyOfPositiveFacts_isTrue() {
    assertThat(
            List.of(
                new StopVerdict.Failed(null, ""),
                new StopVerdict.Unfinished(Duration.ZERO),
                NO_VERDICT))
        .noneMatch(StopVerdict::letsStop);
    assertThat(StopVerdict.class.getPermittedSubclasses()).hasSize(6);
  }

  private static HookAnswer stop(HookAgent agent, String input, FakeProject project)
      throws InterruptedException {
    return AgentHook.of(agent).answer(HookEvent.STOP, HookInputs.of(agent, input), project);
  }
}
