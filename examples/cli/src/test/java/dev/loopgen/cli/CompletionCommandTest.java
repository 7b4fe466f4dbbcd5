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

  /** Ids of loops are data of the project: what a shell would read is none. */
  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @CsvSource({
    "doc,doctor",
    "run '',alpha be.ta gamma",
    "run be,be.ta",
    "hook stop --loop al,alpha",
    "create te,test-repair",
    "apply --templates lin,lint-cleanup",
    "apply --adapters c,codex claude cursor",
    "hook install --agent ge,gemini"
  })
  void bash_completesNames(String words, String found) throws IOException, InterruptedException {
    Path script = directory.resolve("completion");
    Files.writeString(script, CliProject.execute("completion", "bash").exitsWith(0).out());
    CliProject.in(directory)
        .write(
            ".loopgen/loopgen.loop.yaml",
            "loops:\n  - id: alpha\n  - x: 1\n    id: \"be.ta\"\n  - id: 'gamma'\n  - id: $(touch x)\n");

    CliProject.Ended ended =
        CliProject.ended(
            new ProcessBuilder(
                    "bash",
                    "-c",
                    "source %s; COMP_WORDS=(loopgen %s); COMP_CWORD=$((${#COMP_WORDS[@]}-1));"
                            .formatted(script, words)
                        + " compopt() { :; }; _complete_loopgen_with_loops;"
                        + " echo \"${COMPREPLY[@]}\"")
                .directory(directory.toFile()));

    assertThat(ended.exitsWith(0).out()).isEqualTo(found + "\n");
    assertThat(directory.resolve("x")).doesNotExist();
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
