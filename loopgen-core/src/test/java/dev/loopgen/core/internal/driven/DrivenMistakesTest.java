package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.FIX;
import static dev.loopgen.core.internal.driven.AppProject.actions;
import static dev.loopgen.core.internal.driven.AppProject.driven;
import static dev.loopgen.core.internal.driven.AppProject.run;
import static dev.loopgen.core.internal.driven.AppProject.runner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.model.ModelMistakes;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs with models and servers that make the mistakes that such ones make. */
@Tag("slow")
final class DrivenMistakesTest {

  private static final String PATH = "src/app.txt";

  @TempDir private Path directory;

  private LoopProject project;

  @BeforeEach
  void createProject() {
    project = AppProject.create(directory.resolve("project"));
  }

  private void app(String content) {
    project.repository().write(PATH, content).commitAll("app");
  }

  private RunResult calls(ToolCall... calls) throws InterruptedException {
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.inOrder(
                Stream.of(calls).map(ScriptedReply::calling).toArray(ScriptedReply[]::new)));
    return run(
        runner(
            project,
            model,
            DrivenOptions.builder().dialect("tools").maxIterations(calls.length).build()));
  }

  private static String blocked(RunResult result, int iteration) {
    List<ActionOutcome.Blocked> blocked = driven(result).iterations().get(iteration).blocked();
    assertThat(blocked).hasSize(1);
    return blocked.get(0).detail();
  }

  @ParameterizedTest
  @ValueSource(ints = {2_048, 4_096})
  void run_serverCutsThePrompt_isContextTruncated(int tokens) throws InterruptedException {
    app("a line of the file that is shown\n".repeat(2_000));
    ScriptedReply read =
        ScriptedReply.of(actions("{\"type\":\"read_file\",\"path\":\"src/app.txt\"}"));
    ModelScript script = ModelScript.inOrder(read, ScriptedReply.of(actions(FIX)));
    ScriptedModel model = ScriptedModel.of(ModelMistakes.promptCut(tokens, script));

    RunResult result =
        run(runner(project, model, DrivenOptions.builder().contextTokens(32_768).build()));

    assertThat(driven(result).stop()).isInstanceOf(StopReason.ContextTruncated.class);
    assertThat(driven(result).iterations()).hasSize(1);
    assertThat(project.repository().read(PATH)).startsWith("a line");
    assertThat(result.entry()).isPresent();
    assertThat(result.passed()).isFalse();
  }

  static Stream<ScriptedReply> replies() {
    return Stream.of(
        ModelMistakes.emptyTurn(),
        ModelMistakes.thinkingOnly(actions(FIX)),
        ScriptedReply.of("I would rather talk about it."));
  }

  @ParameterizedTest
  @MethodSource("replies")
  void run_threeRepliesWithoutAction_isModelUnreadable(ScriptedReply reply)
      throws InterruptedException {
    ScriptedModel model = ScriptedModel.of(ModelMistakes.again(reply));

    RunResult result =
        run(runner(project, model, DrivenOptions.builder().maxIterations(3).build()));

    assertThat(driven(result).stop()).isInstanceOf(StopReason.ModelUnreadable.class);
    assertThat(driven(result).iterations())
        .hasSize(3)
        .allMatch(iteration -> iteration.unreadable() != null && iteration.outcomes().isEmpty());
    assertThat(project.repository().read(PATH)).isEqualTo("one\n");
    assertThat(result.passed()).isFalse();
  }

  @Test
  void run_rewriteDropsCode_isAskedBack() throws InterruptedException {
    String content = "line\n".repeat(100);
    app(content);

    RunResult result = calls(ModelMistakes.rewriteThatDropsCode(PATH, content));

    assertThat(blocked(result, 0)).isEqualTo("halved");
    assertThat(project.repository().read(PATH)).isEqualTo(content);
  }

  @Test
  void run_editsNeverMatch_changeNothingAndEnd() throws InterruptedException {
    ToolCall missing = ModelMistakes.editThatNeverMatches(PATH);

    RunResult result = calls(missing, missing, missing);

    assertThat(blocked(result, 0)).isEqualTo("not-found");
    assertThat(driven(result).stop()).isInstanceOf(StopReason.NoProgress.class);
    assertThat(project.repository().read(PATH)).isEqualTo("one\n");
  }

  @Test
  void run_editFitsTwice_isRefusedWithTheCount() throws InterruptedException {
    app("one\ntwo\none\n");

    RunResult result = calls(ModelMistakes.edit(PATH, "one", "fixed"));

    assertThat(blocked(result, 0)).isEqualTo("ambiguous");
    assertThat(project.repository().read(PATH)).isEqualTo("one\ntwo\none\n");
  }

  @Test
  void run_sameEditAgain_isNoProgress() throws InterruptedException {
    ToolCall edit = ModelMistakes.edit(PATH, "one", "two");

    RunResult result = calls(edit, edit, edit, edit);

    assertThat(driven(result).iterations().get(0).outcomes().get(0))
        .isInstanceOf(ActionOutcome.Written.class);
    assertThat(blocked(result, 1)).isEqualTo("already-applied");
    assertThat(driven(result).stop().id()).isIn("no-progress", "max-iterations");
    assertThat(project.repository().read(PATH)).isEqualTo("two\n");
    assertThat(result.passed()).isFalse();
  }

  @Test
  void run_completionBudgetTooSmallForAReply_asksNothing() throws InterruptedException {
    ScriptedModel model = ScriptedModel.saying(actions(FIX));
    DrivenOptions options =
        DrivenOptions.builder().maxOutputTokens(1_000).maxCompletionTokens(999).build();

    RunResult result = run(runner(project, model, options));

    assertThat(driven(result).stop()).isEqualTo(new StopReason.Budget("completion tokens"));
    assertThat(model.requests()).isEmpty();
    assertThat(result.entry()).isPresent();
  }

  @Test
  void run_repliesUseUpTheirBudget_endsBeforeTheNextRequest() throws InterruptedException {
    ScriptedModel model =
        ScriptedModel.of(ModelMistakes.again(ScriptedReply.of(actions(write("1")))));
    DrivenOptions options =
        DrivenOptions.builder().maxOutputTokens(1_000).maxCompletionTokens(1_001).build();

    RunResult result = run(runner(project, model, options));

    assertThat(driven(result).stop()).isEqualTo(new StopReason.Budget("completion tokens"));
    assertThat(model.requests()).hasSize(1);
  }

  private static String write(String content) {
    return "{\"type\":\"write_file\",\"path\":\"src/app.txt\",\"content\":\"" + content + "\"}";
  }

  @Test
  void run_moreActionsThanARunMayTake_blocksTheRest() throws InterruptedException {
    String read = "{\"type\":\"read_file\",\"path\":\"src/app.txt\"}";
    String reads = actions(Collections.nCopies(199, read).toArray(String[]::new));
    String last = actions(Collections.nCopies(103, read).toArray(String[]::new));
    ScriptedModel model =
        ScriptedModel.saying(reads, reads, last.replaceFirst("]}$", "," + FIX + "]}"));

    RunResult result =
        run(runner(project, model, DrivenOptions.builder().maxIterations(3).build()));

    List<DrivenIteration> iterations = driven(result).iterations();
    assertThat(iterations.get(1).blocked()).isEmpty();
    assertThat(iterations.get(2).blocked())
        .extracting(ActionOutcome.Blocked::reason)
        .containsExactly(BlockReason.ACTION_BUDGET, BlockReason.ACTION_BUDGET);
    assertThat(project.repository().read(PATH)).isEqualTo("one\n");
    assertThat(result.passed()).isFalse();
  }

  @Test
  void run_filesHoldSecrets_areSentWithoutThem() throws InterruptedException {
    String secret = "tok_live_5f2c9a1177aa";
    project
        .repository()
        .write("src/keys.txt", "first\nAPI=" + secret + "\n")
        .write("src/app.txt", "one\nAPI=" + secret + "\n")
        .commitAll("keys");
    ScriptedModel model =
        ScriptedModel.saying(
            actions(
                "{\"type\":\"read_file\",\"path\":\"src/keys.txt\"}",
                "{\"type\":\"search\",\"text\":\"API\"}"),
            actions("{\"type\":\"finish\"}"));

    run(runner(project, model, DrivenOptions.builder().maxIterations(2).build()));

    String sent = model.requests().get(1).messages().toString();
    assertThat(sent).contains("first", "src/keys.txt:2: API=[REDACTED]");
    assertThat(model.requests()).noneMatch(one -> one.messages().toString().contains(secret));
  }

  /** What is secret by the lines around it, or longer than what is shown of a line, stays so. */
  @Test
  void run_searchForPartsOfSecrets_findsNone() throws InterruptedException {
    String secret = "tok_live_5f2c9a1177aa";
    String key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
    project
        .repository()
        .write(
            "src/key.txt", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n")
        .write("src/long.txt", "marker " + "x".repeat(180) + " API=" + secret + "\n")
        .commitAll("keys");
    ScriptedModel model =
        ScriptedModel.saying(
            actions(
                "{\"type\":\"search\",\"text\":\"MIIEvQ\"}",
                "{\"type\":\"search\",\"text\":\"marker\"}"),
            actions("{\"type\":\"finish\"}"));

    run(runner(project, model, DrivenOptions.builder().maxIterations(2).build()));

    String sent = model.requests().get(1).messages().toString();
    assertThat(sent).contains("src/long.txt:1: marker").doesNotContain(key, secret.substring(0, 9));
  }
}
