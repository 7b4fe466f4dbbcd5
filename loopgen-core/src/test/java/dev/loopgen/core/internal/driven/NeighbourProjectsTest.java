package dev.loopgen.core.internal.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.driven.UndoneRun;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.testkit.model.ScriptedModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two projects in one repository, in one of which a driven run crashed. */
@Tag("slow")
final class NeighbourProjectsTest {

  private static final String RUN = SteppingProject.RUN;
  private static final RunRequest RESUME = RunRequest.builder().loop("check").resume(RUN).build();

  @TempDir private Path directory;

  private TestRepository repository;
  private Path crashed;
  private Path neighbour;

  @BeforeEach
  void crash() {
    repository = TestRepository.init(directory.resolve("mono"));
    for (String name : List.of("a", "b")) {
      repository.write(
          name + "/" + LoopProject.SPEC,
          "loops:\n  - id: check\n    verification:\n      commands: ['sh check.sh']\n");
      repository.write(name + "/check.sh", "test -f src/app.txt && ! grep -q bad src/app.txt\n");
      repository.write(name + "/src/app.txt", name.equals("a") ? "bad\n" : "good\n");
    }
    repository.commitAll("first");
    crashed = repository.path("a");
    neighbour = repository.path("b");
    ScriptedModel crashing = AppProject.crashingAfter(AppProject.actions(write("still bad\\n")));
    assertThatThrownBy(() -> SteppingProject.runner(crashed, crashing).run(RunRequest.of("check")))
        .isInstanceOf(AssertionError.class);
    repository.write("b/src/app.txt", "still bad\n");
  }

  private static String write(String content) {
    return "{\"type\":\"write_file\",\"path\":\"src/app.txt\",\"content\":\"" + content + "\"}";
  }

  private static List<AuditEntry> entries(Path project) {
    return Loopgen.ledger(project).entries().toList();
  }

  @Test
  void run_inTheOtherProject_leavesTheRunToItsOwn() throws InterruptedException {
    RunResult result = Loopgen.runner(neighbour).build().run(RunRequest.of("check"));

    assertThat(result.warnings()).noneMatch(warning -> warning.contains(RUN));
    assertThat(entries(neighbour)).hasSize(1);
    assertThat(Loopgen.unfinishedRuns(neighbour)).isEmpty();
    assertThat(Loopgen.unfinishedRuns(crashed)).containsExactly(RUN);

    Loopgen.runner(crashed).build().run(RunRequest.of("check"));

    assertThat(entries(crashed)).hasSize(2);
    assertThat(entries(crashed).get(0).entryId()).contains(RUN);
    assertThat(Loopgen.unfinishedRuns(crashed)).isEmpty();
  }

  @Test
  void resumeAndUndo_inTheOtherProject_areRefused() throws InterruptedException {
    ScriptedModel model = ScriptedModel.saying(AppProject.actions(write("good\\n")));

    assertThatThrownBy(() -> SteppingProject.runner(neighbour, model).run(RESUME))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("the project a;");
    assertThatThrownBy(() -> Loopgen.undo(neighbour, RUN))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("the project a;");

    assertThat(model.requests()).isEmpty();
    assertThat(entries(neighbour)).isEmpty();
    assertThat(Loopgen.unfinishedRuns(neighbour)).isEmpty();
    assertThat(repository.read("b/src/app.txt")).isEqualTo("still bad\n");
    UndoneRun undone = Loopgen.undo(crashed, RUN);
    assertThat(undone.restored()).containsExactly("src/app.txt");
    assertThat(repository.read("a/src/app.txt")).isEqualTo("bad\n");
  }
}
