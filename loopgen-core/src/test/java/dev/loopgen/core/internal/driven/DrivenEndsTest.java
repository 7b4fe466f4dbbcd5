package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.FIX;
import static dev.loopgen.core.internal.driven.AppProject.actions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every end of a driven run leaves an entry, whatever its commands do to its journal. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class DrivenEndsTest {

  @TempDir private Path directory;

  private LoopProject project(String check) {
    LoopProject project = AppProject.create(directory.resolve("project"));
    project.repository().write("check.sh", check).commitAll("check");
    return project;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf .git/loopgen/driven",
        "rm .git/loopgen/driven/*/journal.jsonl",
        ": >$(echo .git/loopgen/driven/*/journal.jsonl)"
      })
  void run_commandRemovesTheJournal_endsWithAnEntry(String deed) throws InterruptedException {
    LoopProject project =
        project("if grep -q fixed src/app.txt; then " + deed + "; else exit 1; fi\n");

    RunResult result =
        AppProject.run(AppProject.runner(project, ScriptedModel.saying(actions(FIX))));

    assertThat(result.passed()).isFalse();
    assertThat(result.entry()).isPresent();
    assertThat(result.driven().orElseThrow().stop().id()).isEqualTo("abandoned");
    assertThat(result.driven().orElseThrow().stop().describe()).contains("Its journal");
    assertThat(result.driven().orElseThrow().iterations()).hasSize(1);
    assertThat(project.ledger().entries()).hasSize(1);
    assertThat(Loopgen.unfinishedRuns(project.directory())).isEmpty();
  }

  @Test
  void run_interruptedWhileTheResultIsJudged_endsWithAnEntryThatSaysSo()
      throws InterruptedException {
    LoopProject project = project("grep -q fixed src/app.txt\n");
    RunListener interrupting =
        new RunListener() {
          @Override
          public void phase(Phase phase) {
            if (phase == Phase.VERIFY) {
              Thread.currentThread().interrupt();
            }
          }
        };

    RunResult result =
        AppProject.run(
            AppProject.runner(project, ScriptedModel.saying(actions(FIX))).listener(interrupting));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.passed()).isFalse();
    assertThat(result.driven().orElseThrow().stop().id()).isEqualTo("interrupted");
    assertThat(result.driven().orElseThrow().iterations()).hasSize(1);
    assertThat(project.ledger().entries()).hasSize(1);
    assertThat(Loopgen.unfinishedRuns(project.directory())).isEmpty();
  }

  @Test
  void resume_anotherModel_isRefusedAndTheRunCanStillBeResumed() throws InterruptedException {
    TestRepository repository = SteppingProject.create(directory.resolve("stepping"));
    ScriptedModel crashing =
        ScriptedModel.of(
            request -> {
              throw new AssertionError("crash");
            });
    assertThatThrownBy(
            () -> SteppingProject.runner(repository.root(), crashing).run(RunRequest.of("check")))
        .isInstanceOf(AssertionError.class);
    RunRequest resume = RunRequest.builder().loop("check").resume(SteppingProject.RUN).build();
    OtherModel other = OtherModel.named("other", ScriptedModel.of(ModelScript.inOrder()));

    assertThatThrownBy(() -> SteppingProject.runner(repository.root(), other).run(resume))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("one of the model scripted");

    assertThat(other.script().requests()).isEmpty();
    RunResult result =
        SteppingProject.runner(repository.root(), new SteppingModel(repository.root())).run(resume);
    assertThat(result.passed()).as("%s", result.failures()).isTrue();
  }

  @Test
  void run_directoryOfJournalsIsALink_isRefused() throws IOException {
    LoopProject project = project("grep -q fixed src/app.txt\n");
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path link = project.repository().path(".git/loopgen/driven");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, elsewhere);
    ScriptedModel model = ScriptedModel.saying(actions(FIX));

    assertThatThrownBy(() -> AppProject.run(AppProject.runner(project, model)))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("symbolic link");

    assertThat(model.requests()).isEmpty();
    assertThat(elsewhere).isEmptyDirectory();
  }
}
