package dev.loopgen.cli.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.StandardInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
final class InitCommandTest {

  @TempDir private Path scratch;

  private Path directory;
  private CliProject project;

  @BeforeEach
  void create() throws IOException {
    directory = Files.createDirectory(scratch.resolve("shop"));
    project = CliProject.in(directory);
  }

  @Test
  void emptyDirectory_withACommand_getsAFirstVerdict() throws IOException {
    try (StandardInput ignored = StandardInput.of("y\n\ntest -f README.md\nnone\n\n")) {
      CliProject.Ended ended = project.here("init").exitsWith(1);
      assertThat(ended.out()).contains("FAIL test-repair: 0 of 1 command passed");
    }
    project.write("README.md", "here\n");

    CliProject.Ended run = project.here("run", "test-repair").exitsWith(0);

    assertThat(run.out()).contains("PASS test-repair");
    assertThat(project.entries()).hasSize(2);
  }

  @Test
  void emptyDirectory_withoutAnyAnswer_fails() {
    CliProject.Ended ended = project.here("init", "--yes").exitsWith(1);

    assertThat(ended.out()).contains("This loop has no check yet", "FAIL test-repair");
  }

  @Test
  void project_withAKnownCommand_passes() throws IOException {
    project.write("package.json", "{\"scripts\": {\"test\": \"exit 0\"}}");

    CliProject.Ended ended = project.here("init", "-y").exitsWith(0);

    assertThat(ended.out()).contains("The first run: loopgen run test-repair", "PASS test-repair");
    assertThat(directory.resolve("AGENTS.md")).exists();
  }

  @Test
  void inputThatEnds_writesNothing() {
    try (StandardInput ignored = StandardInput.of("y\ntest-repair\n")) {
      project.here("init").exitsWith(1);
    }

    assertThat(directory.resolve(".loopgen")).doesNotExist();
  }

  @Test
  void wrongAnswer_isAskedForAgain() throws Exception {
    String answers = "y\ntest-repear\ntest-repair\ntrue\nclaud\nnone\n";
    try (StandardInput ignored = StandardInput.of(answers)) {
      CliProject.Ended ended = project.here("init").exitsWith(1);

      assertThat(ended.out())
          .contains("There is no template test-repear.", "There is no adapter claud.")
          .contains("Write these files?");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "example.org", "127.0.0.1.example.org", "::", "192.168.0.1"})
  void hostThatIsNotThisMachine_isRefused(String host) {
    CliProject.Ended ended = project.here("init", "--yes", "--host", host).exitsWith(2);

    assertThat(ended.err()).contains("--host must name this machine");
    assertThat(directory.resolve(".git")).doesNotExist();
  }

  @Test
  void optionsOfTheWizard_areAccepted() {
    project
        .here("init", "--yes", "--host", "localhost", "--port", "8787", "--no-open")
        .exitsWith(1);
  }
}
