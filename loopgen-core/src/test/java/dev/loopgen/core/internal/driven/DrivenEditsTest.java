package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.actions;
import static dev.loopgen.core.internal.driven.AppProject.driven;
import static dev.loopgen.core.internal.driven.AppProject.run;
import static dev.loopgen.core.internal.driven.AppProject.runner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.model.ScriptedModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds whole runs to the rules of edits and writes. */
@Tag("slow")
final class DrivenEditsTest {

  private static final String SECRET = "tok_live_5f2c9a1177aa";

  @TempDir private Path directory;

  private LoopProject project(String app) {
    LoopProject project = AppProject.create(directory.resolve("project"));
    project.repository().write("src/app.txt", app).commitAll("app");
    return project;
  }

  private static String write(String content) {
    return actions(
        Json.object()
            .put("type", "write_file")
            .put("path", "src/app.txt")
            .put("content", content)
            .build()
            .text());
  }

  private static String edit(String search, String replacement) {
    return actions(
        Json.object()
            .put("type", "edit")
            .put("path", "src/app.txt")
            .put("search", search)
            .put("replace", replacement)
            .build()
            .text());
  }

  private static String sent(ScriptedModel model, int request) {
    return model.requests().get(request).messages().toString();
  }

  @Test
  void run_modelWritesBackWhatHidASecret_isRefusedAndTheSecretStays() throws InterruptedException {
    LoopProject project = project("KEY=" + SECRET + "\none\n");
    ScriptedModel model =
        ScriptedModel.saying(
            write("KEY=[REDACTED]\nfixed\n"),
            edit("KEY=[REDACTED]\none", "KEY=[REDACTED]\nfixed"),
            edit("one", "fixed"));

    RunResult result = run(runner(project, model));

    assertThat(driven(result).iterations().subList(0, 2))
        .flatExtracting(iteration -> iteration.blocked())
        .extracting(ActionOutcome.Blocked::detail)
        .containsExactly("redacted", "redacted");
    assertThat(result.passed()).isTrue();
    assertThat(project.repository().read("src/app.txt")).isEqualTo("KEY=" + SECRET + "\nfixed\n");
    assertThat(sent(model, 0)).contains("KEY=[REDACTED]").doesNotContain(SECRET);
    assertThat(sent(model, 1)).contains("hides a secret");
  }

  @Test
  void run_editFailsTwice_fileIsShownWholeAndTakenOnlyWhole() throws InterruptedException {
    String lines = "line\n".repeat(300);
    LoopProject project = project(lines + "one\n");
    String missing = edit("no such text", "fixed");
    String both =
        actions(
            "{\"type\":\"edit\",\"path\":\"src/app.txt\",\"search\":\"one\","
                + "\"replace\":\"fixed\"}",
            "{\"type\":\"write_file\",\"path\":\"src/app.txt\",\"content\":"
                + Json.of(lines + "fixed\n").text()
                + "}");
    ScriptedModel model = ScriptedModel.saying(missing, missing, both);

    RunResult result = run(runner(project, model));

    assertThat(sent(model, 0)).doesNotContain("no such text");
    assertThat(sent(model, 1))
        .contains("occurs 0 times", "| no such text")
        .doesNotContain("301| one");
    assertThat(sent(model, 2)).contains("1| line", "301| one", "use write_file with all of it");
    assertThat(driven(result).stop().id()).isEqualTo("verified");
    assertThat(driven(result).iterations().get(2).blocked())
        .extracting(ActionOutcome.Blocked::detail)
        .containsExactly("edits of this file failed twice; write it whole");
  }

  @Test
  void run_halvingAfterAFailedEdit_isAskedBackAndTakenWhenSentAgain() throws InterruptedException {
    LoopProject project = project("line\n".repeat(300) + "one\n");
    ScriptedModel model =
        ScriptedModel.saying(edit("no such text", "fixed"), write("fixed\n"), write("fixed\n"));

    RunResult result = run(runner(project, model));

    assertThat(sent(model, 2)).contains("send it again if that is meant");
    assertThat(driven(result).stop().id()).isEqualTo("verified");
    assertThat(project.repository().read("src/app.txt")).isEqualTo("fixed\n");
  }

  @Test
  void run_textsAreCutWithinACharacter_noHalfOfOneIsSentOrRecorded() throws InterruptedException {
    String emoji = "\ud83d\ude00";
    LoopProject project = project("x".repeat(199) + emoji.repeat(100) + "\none\n");
    String missing = edit("y".repeat(2_975) + emoji.repeat(200), "z");
    String search =
        actions("{\"type\":\"search\",\"text\":\"xxx\"}", "{\"type\":\"finish\"}")
            .replace("because", "w".repeat(499) + emoji.repeat(2_000));
    ScriptedModel model = ScriptedModel.saying(missing, search, missing);

    RunResult result = run(runner(project, model));

    assertThat(model.requests()).hasSize(3);
    assertThat(sent(model, 1)).contains("yyy");
    assertThat(sent(model, 2)).contains("xxx", "www");
    assertThat(model.requests()).allMatch(one -> isWhole(one.messages().toString()));
    assertThat(result.entry().orElseThrow().json().canonical()).doesNotContainPattern("\\\\ud8");
  }

  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(one -> one >= 0xd800 && one <= 0xdfff);
  }

  @Test
  void run_threeTurnsOfRefusedActions_isNoProgress() throws InterruptedException {
    LoopProject project = project("one\n");
    String missing = edit("no such text", "fixed");
    ScriptedModel model = ScriptedModel.saying(missing, missing, missing);

    RunResult result = run(runner(project, model));

    assertThat(driven(result).stop().id()).isEqualTo("no-progress");
    assertThat(model.requests()).hasSize(3);
    assertThat(result.passed()).isFalse();
  }

  @Test
  void run_treeComesBack_isOscillating() throws InterruptedException {
    LoopProject project = project("one\n");
    ScriptedModel model = ScriptedModel.saying(write("two\n"), write("one\n"));

    RunResult result = run(runner(project, model));

    assertThat(driven(result).stop().id()).isEqualTo("oscillating");
    assertThat(result.passed()).isFalse();
  }
}
