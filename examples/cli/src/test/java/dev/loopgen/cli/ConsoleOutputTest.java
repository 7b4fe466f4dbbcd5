package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the same run looks with colours, without, and quietly. */
@Tag("slow")
final class ConsoleOutputTest {

  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String ESCAPE = "\u001b";

  @TempDir private Path directory;

  @Test
  void run_colours_areOfVerdictsAlone() throws Exception {
    CliProject.project(directory, "printf '\\033[32mPASS\\033[0m\\n'; exit 3");
    Map<String, String> forced = Map.of("CLICOLOR_FORCE", "1");

    String run = printed(forced, "run", "--no-report", "check", directory.toString());
    String log = printed(forced, "audit", "log", directory.toString());
    String verified = printed(forced, "audit", "verify", directory.toString());
    String decided = printed(forced, "audit", "check", directory.toString());

    assertThat(run).contains(RED + "FAIL", RED + "refused", "    | PASS\n").doesNotContain(GREEN);
    assertThat(log).contains("  " + RED + "FAIL" + ESCAPE + "[0m  check  ");
    assertThat(verified).startsWith(GREEN + "INTACT" + ESCAPE + "[0m The chain of 1 entry");
    assertThat(decided).startsWith(RED + "REFUSED").contains(GREEN + "ok");
    assertThat(printed(forced, "run", "--help")).contains(ESCAPE + "[");
    assertThat(printed(forced, "run", "--json", "--no-report", "check", directory.toString()))
        .startsWith("{")
        .doesNotContain(ESCAPE);
  }

  @Test
  void everyCommand_withoutTerminalOrWithNoColor_printsNoControlCharacter() throws Exception {
    CliProject.project(directory, "git --version");

    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("NO_COLOR", "1", "CLICOLOR_FORCE", "1"))) {
      for (String command : new String[] {"run", "audit log", "audit verify", "doctor"}) {
        String[] words = (command + " " + directory).split(" ");
        assertThat(printed(environment, words)).isNotEmpty().doesNotContain(ESCAPE);
      }
      assertThat(printed(environment, "--help")).doesNotContain(ESCAPE);
    }
  }

  @Test
  void quiet_isTheVerdictAndWhatStandsAgainstIt() throws Exception {
    CliProject.project(directory, "git --version");
    String[] quiet = {"run", "-q", "--no-report", "check", directory.toString()};

    assertThat(printed(Map.of(), quiet))
        .isEqualTo("PASS check: 1 of 1 command passed, 0 files changed since the base\n");
    assertThat(printed(Map.of(), "audit", "verify", "-q", directory.toString()))
        .isEqualTo("INTACT The chain of 1 entry is intact.\n");
    assertThat(printed(Map.of(), "audit", "check", "-q", directory.toString()))
        .matches("[A-Z]+  tree [0-9a-f]{40}\n");
    CliProject.in(directory).write("secret", "x");
    assertThat(printed(Map.of(), quiet).lines())
        .hasSizeGreaterThan(1)
        .anyMatch(line -> line.startsWith("  refused: "))
        .allMatch(line -> line.matches("(  refused: |  warning: |  .*base|FAIL check: ).*"));
  }

  private static String printed(Map<String, String> variables, String... arguments) {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
    environment.putAll(variables);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.execute(out, new ByteArrayOutputStream(), environment, arguments);
    return out.toString(StandardCharsets.UTF_8);
  }
}
