package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompletionCommandTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void script_namesCommandsAndOptions(String shell) {
    assertThat(CliProject.execute("completion", shell).exitsWith(0).out())
        .contains("aggregate", "doctor", "trust-ref");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void bash_completesACommand() throws IOException, InterruptedException {
    Path script = directory.resolve("completion");
    Files.writeString(script, CliProject.execute("completion", "bash").exitsWith(0).out());

    CliProject.Ended ended =
        CliProject.ended(
            new ProcessBuilder(
                "bash",
                "-c",
                "source "
                    + script
                    + "; COMP_WORDS=(loopgen doc); COMP_CWORD=1; _complete_loopgen;"
                    + " echo \"${COMPREPLY[@]}\""));

    assertThat(ended.exitsWith(0).out()).isEqualTo("doctor\n");
  }

  @ParameterizedTest
  @CsvSource({"scna,scan", "docter,doctor", "polcy,policy", "--verson,--version"})
  void misspeltCommand_isAnsweredWithTheRightOne(String given, String meant) {
    assertThat(CliProject.execute(given).exitsWith(2).err())
        .contains("Did you mean " + meant + "?");
  }

  @Test
  void commandThatIsLikeNone_getsNoSuggestion() {
    assertThat(CliProject.execute("xyzzyxyzzy").exitsWith(2).err()).doesNotContain("Did you mean");
  }
}
