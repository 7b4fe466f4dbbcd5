package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.FIX;
import static dev.loopgen.core.internal.driven.AppProject.actions;
import static dev.loopgen.core.internal.driven.AppProject.driven;
import static dev.loopgen.core.internal.driven.AppProject.runner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.SandboxScene;
import dev.loopgen.core.internal.ledger.entry.IsolationRecord;
import dev.loopgen.testkit.model.ScriptedModel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Drives a model whose commands run in a real sandbox. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class DrivenSandboxTest {

  private static final Isolation SANDBOX = Isolation.of(Level.SANDBOX);

  @TempDir private Path directory;

  @BeforeAll
  static void requireBubblewrap() {
    SandboxScene.requireBubblewrap();
  }

  private LoopProject project() {
    LoopProject project = AppProject.create(directory.resolve("project"));
    project
        .repository()
        .write("check.sh", "sh src/run.sh; grep -q fixed src/app.txt\n")
        .write("src/run.sh", "true\n")
        .commitAll("run");
    return project;
  }

  private static RunResult run(LoopProject project, ScriptedModel model)
      throws InterruptedException {
    return runner(project, model).isolation(SANDBOX).build().run(RunRequest.of("check"));
  }

  private static String write(String path, String content) {
    return Json.object()
        .put("type", "write_file")
        .put("path", path)
        .put("content", content)
        .build()
        .text();
  }

  @Test
  void run_commandOfTheModelReachesOut_doesNotLeaveTheSandboxAndTheEntryNamesIt()
      throws InterruptedException {
    LoopProject project = project();
    Path outside = directory.resolve("outside.txt");
    Path journals = project.repository().path(".git/loopgen/driven");
    ScriptedModel model =
        ScriptedModel.saying(
            actions(
                write(
                    "src/run.sh",
                    "echo x >" + outside + "; ls " + journals + " && echo seen >src/app.txt\n"),
                "{\"type\":\"run_command\",\"command\":\"sh check.sh\"}"),
            actions(write("src/run.sh", "true\n"), FIX));

    RunResult result = run(project, model);

    assertThat(result.failures()).isEmpty();
    assertThat(driven(result).stop().id()).isEqualTo("verified");
    assertThat(outside).doesNotExist();
    assertThat(model.requests().get(1).messages().toString()).doesNotContain("| seen");
    Json.Obj judgement = result.entry().orElseThrow().json().object("judgement").orElseThrow();
    assertThat(IsolationRecord.read(judgement.find("isolation")).satisfies(SANDBOX)).isTrue();
  }

  @Test
  void run_commandLeavesAProcessThatRewritesAFile_endsItBeforeTheNextAction()
      throws InterruptedException {
    LoopProject project = project();
    String rewriting =
        "setsid sh -c 'while :; do echo late >src/app.txt; done' >/dev/null 2>&1 &\n"
            + "until grep -q late src/app.txt; do :; done\n";
    ScriptedModel model =
        ScriptedModel.saying(
            actions(
                write("src/run.sh", rewriting),
                "{\"type\":\"run_command\",\"command\":\"sh check.sh\"}",
                write("src/run.sh", "true\n"),
                FIX));

    RunResult result = run(project, model);

    assertThat(driven(result).iterations().get(0).outcomes())
        .extracting(ActionOutcome::id)
        .containsExactly("written", "ran", "written", "written");
    assertThat(result.failures()).isEmpty();
    assertThat(driven(result).stop().id()).isEqualTo("verified");
    assertThat(project.repository().read("src/app.txt")).isEqualTo("fixed\n");
  }
}
