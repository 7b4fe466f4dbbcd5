package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.actions;
import static dev.loopgen.core.internal.driven.AppProject.driven;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interruption gives a model back nothing of what its run had spent. */
@Tag("slow")
final class ResumedLimitsTest {

  private static final String RUN = "11111111-2222-3333-4444-555555555555";
  private static final String READ = "{\"type\":\"read_file\",\"path\":\"src/app.txt\"}";
  private static final String MISSING =
      "{\"type\":\"edit\",\"path\":\"src/app.txt\",\"search\":\"no such text\","
          + "\"replace\":\"fixed\"}";

  @TempDir private Path directory;

  private LoopProject project;

  @BeforeEach
  void createProject() {
    project = AppProject.create(directory.resolve("project"));
  }

  /** Gives some replies, then crashes. */
  private void crashAfter(String... replies) {
    Iterator<String> left = Arrays.asList(replies).iterator();
    ScriptedModel crashing =
        ScriptedModel.of(
            request -> {
              if (!left.hasNext()) {
                throw new AssertionError("crash");
              }
              return ScriptedReply.of(left.next());
            });
    assertThatThrownBy(() -> AppProject.run(AppProject.runner(project, crashing).ids(() -> RUN)))
        .isInstanceOf(AssertionError.class);
  }

  private RunResult resume(ScriptedModel model, DrivenOptions options) throws InterruptedException {
    return AppProject.runner(project, model, options)
        .build()
        .run(RunRequest.builder().loop("check").resume(RUN).build());
  }

  private static String sent(ScriptedModel model, int request) {
    return model.requests().get(request).messages().toString();
  }

  private static String reads(int count) {
    return actions(Collections.nCopies(count, READ).toArray(String[]::new));
  }

  @Test
  void resume_actionsWereTaken_countAgainstTheLimitOfTheRun() throws InterruptedException {
    crashAfter(reads(190), reads(190));

    RunResult result = resume(ScriptedModel.saying(reads(150)), DrivenOptions.DEFAULT);

    List<ActionOutcome> outcomes = driven(result).iterations().get(2).outcomes();
    assertThat(outcomes.subList(0, 120)).allMatch(ActionOutcome.Answered.class::isInstance);
    assertThat(outcomes.subList(120, 150))
        .allMatch(
            outcome ->
                outcome instanceof ActionOutcome.Blocked blocked
                    && blocked.reason() == BlockReason.ACTION_BUDGET);
    assertThat(result.passed()).isFalse();
  }

  @Test
  void resume_editsOfAFileFailedTwice_isShownWholeAndTakenOnlyWhole() throws InterruptedException {
    project.repository().write("src/app.txt", "line\n".repeat(300) + "one\n").commitAll("app");
    crashAfter(actions(MISSING, MISSING));
    String edit =
        "{\"type\":\"edit\",\"path\":\"src/app.txt\",\"search\":\"one\",\"replace\":\"fixed\"}";
    ScriptedModel model = ScriptedModel.saying(actions(edit));

    RunResult result = resume(model, DrivenOptions.builder().maxIterations(2).build());

    assertThat(sent(model, 0))
        .contains("301| one", "use write_file with all of it", "| no such text", "occurs 0 times");
    assertThat(driven(result).iterations().get(1).blocked())
        .extracting(ActionOutcome.Blocked::detail)
        .containsExactly("edits of this file failed twice; write it whole");
  }

  @Test
  void resume_halvingWasAskedBack_isTakenWhenSentAgain() throws InterruptedException {
    project.repository().write("src/app.txt", "line\n".repeat(300) + "one\n").commitAll("app");
    crashAfter(actions(AppProject.FIX));

    RunResult result = resume(ScriptedModel.saying(actions(AppProject.FIX)), DrivenOptions.DEFAULT);

    assertThat(driven(result).stop().id()).isEqualTo("verified");
  }

  @Test
  void resume_timeBetweenTheLastRecordAndTheKill_isSpent()
      throws InterruptedException, IOException {
    crashAfter(reads(1));
    Path time = project.repository().path(".git/loopgen/driven/" + RUN + "/time");
    Files.writeString(time, String.format("%018d", Duration.ofMinutes(50).toMillis()));
    ScriptedModel model = ScriptedModel.saying(actions(AppProject.FIX));

    RunResult result =
        resume(model, DrivenOptions.builder().timeLimit(Duration.ofMinutes(50)).build());

    assertThat(driven(result).stop().id()).isEqualTo("time-limit");
    assertThat(model.requests()).isEmpty();
  }

  @Test
  void resume_keptTimeIsNoTime_countsWhatTheJournalSays() throws InterruptedException, IOException {
    crashAfter(reads(1));
    Path time = project.repository().path(".git/loopgen/driven/" + RUN + "/time");
    Files.writeString(time, "-00000000000000001");

    RunResult result = resume(ScriptedModel.saying(actions(AppProject.FIX)), DrivenOptions.DEFAULT);

    assertThat(driven(result).stop().id()).isEqualTo("verified");
  }

  @Test
  void resume_plannedActions_areValidatedAgain() throws InterruptedException, IOException {
    crashAfter(reads(1));
    Path journal = project.repository().path(".git/loopgen/driven/" + RUN + "/journal.jsonl");

    PlannedActions.append(
        journal,
        2,
        Json.object().put("type", "write_file").put("path", "check.sh").put("content", "").build(),
        Json.object()
            .put("type", "write_file")
            .put("path", "../out.txt")
            .put("content", "x")
            .build(),
        Json.object().put("type", "run_command").put("command", "touch pwned").build());
    ScriptedModel model = ScriptedModel.saying(actions(AppProject.FIX));

    RunResult result = resume(model, DrivenOptions.DEFAULT);

    assertThat(driven(result).iterations().get(1).blocked())
        .extracting(ActionOutcome.Blocked::reason)
        .containsExactly(
            BlockReason.COMMAND_FILE, BlockReason.PATH_ESCAPE, BlockReason.COMMAND_NOT_ALLOWED);
    assertThat(directory.resolve("out.txt")).doesNotExist();
    assertThat(project.repository().path("pwned")).doesNotExist();
    assertThat(driven(result).stop().id()).isEqualTo("verified");
  }
}
