package dev.loopgen.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentLoopTest {

  @TempDir private Path project;

  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void makeProject() throws Exception {
    Path spec = project.resolve(".loopgen").resolve("loopgen.loop.yaml");
    Files.createDirectories(spec.getParent());
    Files.writeString(
        spec,
        """
        loops:
          - id: test-repair
            verification:
              commands: ["git diff --exit-code --no-index -- wanted.txt found.txt"]
        """);
    Files.writeString(project.resolve("wanted.txt"), "right\n");
    Files.writeString(project.resolve("found.txt"), "wrong\n");
    Git.init().setDirectory(project.toFile()).setInitialBranch("main").call().close();
  }

  @Test
  void repair_agentThatReadsTheReasons_isJudgedByTheRun() throws Exception {
    boolean passed =
        AgentLoop.repair(
            project,
            prompt -> {
              told.add(prompt);
              write(prompt.contains("exited with code 1") ? "right\n" : "still wrong\n");
            },
            "Repair it.");

    assertThat(passed).isTrue();
    assertThat(told).hasSize(2);
    assertThat(told.get(1)).startsWith("Repair it.").contains("+still wrong");
  }

  @Test
  void repair_agentThatOnlySaysItIsDone_isNotBelieved() throws Exception {
    assertThat(AgentLoop.repair(project, told::add, "Repair it.")).isFalse();
    assertThat(told).hasSize(2);
  }

  private void write(String content) {
    try {
      Files.writeString(project.resolve("found.txt"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
