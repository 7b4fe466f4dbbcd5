package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Isolation is asked for on the command line, and reached or nothing is run. */
@Tag("slow")
final class IsolationCommandTest {

  @TempDir private Path directory;
  private CliProject cli;

  @BeforeEach
  void makeAProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "touch ran && test ! -w .git");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void run_inASandbox_saysSoOrRunsNothing() {
    boolean present = Files.isExecutable(Path.of("/usr/bin/bwrap"));

    CliProject.Ended ended =
        cli.here("run", "--isolate=sandbox", "--isolate-network", "check")
            .exitsWith(present ? 0 : 2);

    if (present) {
      assertThat(ended.out()).contains("isolation: sandbox without network (bubblewrap ");
    } else {
      assertThat(ended.err()).contains("bubblewrap is missing");
      assertThat(cli.entries()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--isolate-network", "--isolate-cache", "--isolate-show=.npmrc"})
  void run_partOfAnIsolationThatNobodyAskedFor_isRefused(String option) {
    assertThat(cli.here("run", option, "check").exitsWith(2).err()).contains("need --isolate");
    assertThat(cli.entries()).isEmpty();
  }

  @Test
  void run_pathOutsideHome_isRefused() {
    assertThat(
            cli.here("run", "--isolate=sandbox", "--isolate-show=/etc/shadow", "check")
                .exitsWith(2)
                .err())
        .contains("--isolate-show", "/etc/shadow");
  }
}
