package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.FIX;
import static dev.loopgen.core.internal.driven.AppProject.actions;
import static dev.loopgen.core.internal.driven.AppProject.driven;
import static dev.loopgen.core.internal.driven.AppProject.run;
import static dev.loopgen.core.internal.driven.AppProject.runner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Drives scripted models through whole runs in real repositories. */
@Tag("slow")
final class DrivenRunTest {

  @TempDir private Path directory;

  private LoopProject project() {
    return AppProject.create(directory.resolve("project"));
  }

  @Test
  void run_modelRepairs_isVerified() throws InterruptedException {
    LoopProject project = project();
    ScriptedModel model =
        ScriptedModel.saying(
            actions("{\"type\":\"write_file\",\"path\":\"src/made.txt\",\"content\":\"x\"}"),
            actions(FIX));

    RunResult result = run(runner(project, model));

    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(driven(result).stop().id()).isEqualTo("verified");
    assertThat(driven(result).iterations()).hasSize(2);
    assertThat(driven(result).changedFiles()).containsExactly("src/made.txt", "src/app.txt");
    assertThat(project.repository().read("src/app.txt")).isEqualTo("fixed\n");
    Json.Obj entry = result.entry().orElseThrow().json();
    assertThat(entry.string("mode")).contains("driven");
    assertThat(entry.object("driven").orElseThrow().string("stopReason")).contains("verified");
    assertThat(model.requests().get(0).messages().toString()).contains("one");
  }

  @Test
  void run_nobodyAskedForNoIsolation_isRefusedOrIsolated() {
    LoopProject project = project();
    LoopRunnerBuilder runner =
        Loopgen.runner(project.directory())
            .drivenBy(ScriptedModel.saying(actions(FIX)))
            .verifier(
                request ->
                    new dev.loopgen.api.verify.VerificationResult(
                        java.util.List.of(
                            new dev.loopgen.api.verify.CommandResult.NotRun("x", "y"))));

    assertThatThrownBy(() -> runner.build().run(RunRequest.of("check")))
        .isInstanceOf(dev.loopgen.api.IsolationException.class);
    assertThat(project.repository().read("src/app.txt")).isEqualTo("one\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void run_ignoredLinksThatLeadFromOneToTheNext_areNoChangeOfTheModel()
      throws InterruptedException {
    LoopProject project = project();
    project
        .repository()
        .sh(
            "mkdir -p node_modules/d node_modules/e; echo a > node_modules/e/x;"
                + " ln -s ../e/x node_modules/d/k; ln -s node_modules/d .env");

    RunResult result = run(runner(project, ScriptedModel.saying(actions(FIX))));

    assertThat(result.failures()).isEmpty();
  }

  @Test
  void run_hostileActions_areBlockedAndRecorded() throws InterruptedException {
    LoopProject project = project();
    ScriptedModel model =
        ScriptedModel.saying(
            actions(
                "{\"type\":\"write_file\",\"path\":\"secrets/key.txt\",\"content\":\"x\"}",
                "{\"type\":\"write_file\",\"path\":\"check.sh\",\"content\":\"exit 0\"}",
                "{\"type\":\"write_file\",\"path\":\"../out.txt\",\"content\":\"x\"}",
                "{\"type\":\"run_command\",\"command\":\"sh check.sh; touch pwned\"}",
                "{\"type\":\"exec\",\"command\":\"rm -rf /\"}",
                FIX));

    RunResult result = run(runner(project, model));

    assertThat(result.passed()).isTrue();
    assertThat(driven(result).iterations().get(0).blocked())
        .extracting(ActionOutcome.Blocked::reason)
        .containsExactly(
            BlockReason.FORBIDDEN_PATH,
            BlockReason.COMMAND_FILE,
            BlockReason.PATH_ESCAPE,
            BlockReason.COMMAND_NOT_ALLOWED,
            BlockReason.MALFORMED);
    assertThat(result.entry().orElseThrow().json().canonical()).contains("exec");
    assertThat(project.repository().read("check.sh")).contains("grep");
    assertThat(project.repository().path("pwned")).doesNotExist();
  }

  @Test
  void run_commandCreatesAForbiddenFile_isForbidden() throws InterruptedException {
    LoopProject project = project();
    project.repository().write("check.sh", "sh src/run.sh; grep -q fixed src/app.txt\n");
    project.repository().write("src/run.sh", "true\n").commitAll("run");
    ScriptedModel model =
        ScriptedModel.saying(
            actions(
                "{\"type\":\"write_file\",\"path\":\"src/run.sh\","
                    + "\"content\":\"echo K=evil >.env\\n\"}",
                FIX));

    RunResult result = run(runner(project, model));

    assertThat(result.passed()).isFalse();
    assertThat(driven(result).stop().id()).isEqualTo("forbidden");
    assertThat(result.failures()).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @Test
  void run_commandWritesAWorkflow_isForbidden() throws InterruptedException {
    LoopProject project = project();
    project.repository().write("check.sh", "sh src/run.sh; grep -q fixed src/app.txt\n");
    project.repository().write("src/run.sh", "true\n").commitAll("run");
    ScriptedModel model =
        ScriptedModel.saying(
            actions(
                "{\"type\":\"write_file\",\"path\":\"src/run.sh\",\"content\":"
                    + "\"mkdir -p .github/workflows; echo x >.github/workflows/x.yml\\n\"}",
                FIX));

    RunResult result = run(runner(project, model));

    assertThat(result.passed()).isFalse();
    assertThat(driven(result).stop().id()).isEqualTo("forbidden");
  }

  @Test
  void run_modelDoesNotSucceed_endsAtMaxIterationsWithAnEntry() throws InterruptedException {
    LoopProject project = project();
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.inOrder(
                ScriptedReply.of(actions(write("1"))),
                ScriptedReply.of(actions(write("2"))),
                ScriptedReply.of(actions(write("3")))));

    RunResult result = run(runner(project, model));

    assertThat(result.passed()).isFalse();
    assertThat(driven(result).stop().id()).isEqualTo("max-iterations");
    assertThat(result.entry()).isPresent();
    assertThat(project.repository().read("src/app.txt")).isEqualTo("3");
  }

  private static String write(String content) {
    return "{\"type\":\"write_file\",\"path\":\"src/app.txt\",\"content\":\"" + content + "\"}";
  }

  @Test
  void run_modelFails_leavesAnEntryWithWhatWasDone() throws InterruptedException {
    LoopProject project = project();
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.inOrder(
                ScriptedReply.of(actions(write("1"))),
                ScriptedReply.failing(TransportFault.FAILING)));

    RunResult result = run(runner(project, model));

    assertThat(driven(result).stop().id()).isEqualTo("model-unreachable");
    assertThat(driven(result).iterations()).hasSize(1);
    assertThat(result.entry()).isPresent();
    assertThat(result.passed()).isFalse();
  }

  @Test
  void run_dirtyTree_isRefusedBeforeTheModelIsAsked() {
    LoopProject project = project();
    project.repository().write("src/other.txt", "dirty");
    ScriptedModel model = ScriptedModel.saying(actions(FIX));

    assertThatThrownBy(() -> run(runner(project, model))).isInstanceOf(RepositoryException.class);

    assertThat(model.requests()).isEmpty();
  }

  @Test
  void run_dirtyTreeAllowed_runs() throws InterruptedException {
    LoopProject project = project();
    project.repository().write("src/other.txt", "dirty");

    RunResult result =
        run(
            runner(
                project,
                ScriptedModel.saying(actions(FIX)),
                DrivenOptions.builder().allowDirty().build()));

    assertThat(result.passed()).isTrue();
  }

  @Test
  void run_dryRun_showsTheProposalAndWritesNothing() throws InterruptedException, IOException {
    LoopProject project = project();
    String before = project.repository().git("status", "--porcelain", "--ignored");
    ScriptedModel model =
        ScriptedModel.saying(
            actions(FIX, "{\"type\":\"run_command\",\"command\":\"sh check.sh\"}"));

    RunResult result =
        runner(project, model).build().run(RunRequest.builder().loop("check").dryRun().build());

    assertThat(result.entry()).isEmpty();
    assertThat(driven(result).stop().id()).isEqualTo("dry-run");
    assertThat(driven(result).iterations().get(0).outcomes())
        .hasSize(2)
        .allMatch(ActionOutcome.Proposed.class::isInstance);
    assertThat(project.repository().read("src/app.txt")).isEqualTo("one\n");
    assertThat(project.repository().git("status", "--porcelain", "--ignored")).isEqualTo(before);
    assertThat(Files.exists(project.repository().path(".loopgen/journal"))).isFalse();
  }

  @Test
  void run_tokenBudgetTooSmall_isNotSpent() throws InterruptedException {
    LoopProject project = project();
    ScriptedModel model = ScriptedModel.saying(actions(FIX));

    RunResult result =
        run(runner(project, model, DrivenOptions.builder().maxPromptTokens(10).build()));

    assertThat(driven(result).stop().id()).isEqualTo("budget");
    assertThat(model.requests()).isEmpty();
    assertThat(result.entry()).isPresent();
  }

  @Test
  void run_sameFailureOnTheSameTree_isStuck() throws InterruptedException {
    LoopProject project = project();
    String run = actions("{\"type\":\"run_command\",\"command\":\"sh check.sh\"}");
    ScriptedModel model = ScriptedModel.saying(run, run, run);

    RunResult result = run(runner(project, model));

    assertThat(driven(result).stop().id()).isEqualTo("stuck");
    assertThat(driven(result).iterations()).hasSize(2);
    assertThat(model.requests().get(1).messages().toString()).contains("Do something else");
    assertThat(result.passed()).isFalse();
  }

  @Test
  void run_secretInOutput_isNotSent() throws InterruptedException {
    LoopProject project = project();
    project.repository().write("check.sh", "echo $API_TOKEN; exit 1\n").commitAll("leak");
    ScriptedModel model =
        ScriptedModel.saying(actions(write("1")), actions(write("2")), actions(write("3")));

    run(runner(project, model));

    assertThat(model.requests()).isNotEmpty();
    assertThat(model.requests())
        .noneMatch(request -> request.messages().toString().contains("tok_live_5f2c9a1177aa"));
  }

  @Test
  void run_timeOver_endsWithAnEntryAndRunsNoMoreCommands() throws InterruptedException {
    LoopProject project = project();
    ScriptedModel model =
        ScriptedModel.of(
            request -> {
              try {
                Thread.sleep(300);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return ScriptedReply.of(actions(write(String.valueOf(System.nanoTime()))));
            });

    RunResult result =
        run(
            runner(
                project, model, DrivenOptions.builder().timeLimit(Duration.ofMillis(200)).build()));

    assertThat(driven(result).stop().id()).isEqualTo("time-limit");
    assertThat(result.entry()).isPresent();
    assertThat(result.verification().commands())
        .allMatch(command -> command.id().equals("not-run"));
  }

  @Test
  void run_interruptedWhileAsking_leavesAnEntry() throws InterruptedException {
    LoopProject project = project();
    Thread self = Thread.currentThread();
    ScriptedModel model =
        ScriptedModel.of(
            request -> {
              self.interrupt();
              return ScriptedReply.of(actions(FIX));
            });

    RunResult result = run(runner(project, model));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(driven(result).stop().id()).isEqualTo("interrupted");
    assertThat(result.entry()).isPresent();
    assertThat(result.passed()).isFalse();
  }
}
