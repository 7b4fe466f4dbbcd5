package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CI platform is asked for the base where no option names one. */
final class PlatformCommandTest {

  @TempDir private Path directory;
  private CliProject cli;
  private Path event;
  private Map<String, String> push;

  @BeforeEach
  void pushAForbiddenChange() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    String before = cli.tryGit("rev-parse", "HEAD").out().strip();
    cli.write("secret", "theirs\n").commit();
    event = Files.writeString(directory.resolve("event"), "{\"before\": \"" + before + "\"}");
    push =
        Map.of(
            "PATH",
            System.getenv("PATH"),
            "GITHUB_ACTIONS",
            "true",
            "GITHUB_EVENT_NAME",
            "push",
            "GITHUB_EVENT_PATH",
            event.toString());
  }

  @Test
  void run_pushedForbiddenChange_isRefusedAndTheBaseNamed() {
    CliProject.Ended ended = cli.here(push, "run", "check").exitsWith(1);

    assertThat(ended.out())
        .contains("Forbidden path secret")
        .containsPattern("base: [0-9a-f]{12} \\(platform: [0-9a-f]{40}, which the event of");
    assertThat(cli.here(push, "audit", "check").exitsWith(1).out())
        .contains("Changes are counted from the base", "(platform: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--base", "--trust-ref"})
  void run_baseNamedByAnOption_doesNotAskThePlatform(String option) throws Exception {
    Files.writeString(event, "no event");

    cli.here(push, "run", option, "HEAD", "check").exitsWith(0);
  }

  @Test
  void run_eventThatCannotBeRead_isAnError() throws Exception {
    Files.writeString(event, "no event");

    assertThat(cli.here(push, "run", "check").exitsWith(2).err()).contains(event.toString());
    cli.here(push, "audit", "check").exitsWith(2);
    assertThat(cli.entries()).isEmpty();
  }
}
