package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.FIX;
import static dev.loopgen.core.internal.driven.AppProject.actions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.SandboxScene;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.testkit.model.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Has a command of the model do what it must not, interrupts the run, and goes on with it. */
@Tag("slow")
final class ResumedComparisonTest {

  private static final String RUN = SteppingProject.RUN;
  private static final RunRequest FIRST = RunRequest.builder().loop("check").base("trunk").build();
  private static final RunRequest RESUME =
      RunRequest.builder().loop("check").base("trunk").resume(RUN).build();
  private static final String STEP =
      "{\"type\":\"write_file\",\"path\":\"src/b.txt\",\"content\":\"b\"}";

  @TempDir private Path directory;

  /** Runs until the command has done it, and crashes. */
  private LoopProject crashed(String deed, Isolation isolation) throws InterruptedException {
    LoopProject project = AppProject.create(directory.resolve("project"));
    TestRepository repository = project.repository();
    repository.write(".gitignore", ".env\nnode_modules/\ndone\n");
    repository.write(".github/workflows/ci.yml", "on: push\n");
    repository.write(
        "check.sh",
        "if [ -f src/b.txt ] && ! [ -f done ]; then touch done; "
            + deed
            + "; fi\ngrep -q fixed src/app.txt\n");
    repository.commitAll("scene");
    repository.git("branch", "trunk");
    repository.write(".env", "k1\n");
    ScriptedModel crashing = AppProject.crashingAfter(actions(STEP));
    assertThatThrownBy(() -> run(project, crashing, FIRST, isolation))
        .isInstanceOf(AssertionError.class);
    assertThat(repository.path("done")).exists();
    return project;
  }

  private static RunResult run(
      LoopProject project, ScriptedModel model, RunRequest request, Isolation isolation)
      throws InterruptedException {
    return AppProject.runner(project, model)
        .isolation(isolation)
        .ids(() -> RUN)
        .build()
        .run(request);
  }

  private static RunResult resumed(LoopProject project, Isolation isolation)
      throws InterruptedException {
    return run(project, ScriptedModel.saying(actions(FIX)), RESUME, isolation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "true ! verified",
        "echo evil >>.github/workflows/ci.yml ! forbidden",
        "rm .github/workflows/ci.yml ! forbidden",
        "echo evil >.gitlab-ci.yml ! forbidden",
        "echo k2 >>.env ! forbidden",
        "rm .env ! forbidden",
        "chmod +x .env ! forbidden",
        "git update-ref refs/heads/other HEAD ! verified",
        "git -c user.name=x -c user.email=x@y commit -qm evil --allow-empty ! refused"
      })
  void resume_commandDidItBeforeTheInterruption_isSeen(String deed, String stop)
      throws InterruptedException {
    LoopProject project = crashed(deed, Isolation.NONE);

    RunResult result = resumed(project, Isolation.NONE);

    assertThat(result.driven().orElseThrow().stop().id()).isEqualTo(stop);
    assertThat(result.passed()).as("%s", result.failures()).isEqualTo(stop.equals("verified"));
    assertThat(project.repository().read("src/app.txt")).isEqualTo("fixed\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void resume_commandDidItInTheSandbox_isSeen() throws InterruptedException {
    SandboxScene.requireBubblewrap();
    Isolation sandbox = Isolation.of(Level.SANDBOX);
    LoopProject project = crashed("echo evil >.gitlab-ci.yml", sandbox);

    RunResult result = resumed(project, sandbox);

    assertThat(result.driven().orElseThrow().stop().id()).isEqualTo("forbidden");
    assertThat(result.passed()).isFalse();
  }

  @Test
  void resume_journalDoesNotSayWhatItWasLike_endsTheRun() throws InterruptedException, IOException {
    LoopProject project = crashed("echo k2 >>.env", Isolation.NONE);
    Path journal = project.repository().path(".git/loopgen/driven/" + RUN + "/journal.jsonl");
    String opening = Files.readAllLines(journal).get(0);
    Files.write(journal, List.of(opening.substring(0, opening.indexOf(",\"start\":")) + "}"));

    RunResult result = resumed(project, Isolation.NONE);

    assertThat(result.driven().orElseThrow().stop().id()).isEqualTo("abandoned");
    assertThat(result.driven().orElseThrow().stop().describe()).contains("what the repository");
    assertThat(result.passed()).isFalse();
  }
}
