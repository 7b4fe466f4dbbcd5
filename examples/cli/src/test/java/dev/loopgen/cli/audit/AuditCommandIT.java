package dev.loopgen.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class AuditCommandIT {

  @TempDir private Path root;

  @Test
  void verify_missingLedger_exitsWithTwo() throws Exception {
    CliProject cli = CliProject.project(root, "git --version");

    assertThat(cli.loopgen("audit", "verify").exitsWith(2).out()).startsWith("NOT INTACT");
  }

  @Test
  void verify_editedLedger_exitsWithOne() throws Exception {
    CliProject cli = CliProject.project(root, "git --version");
    cli.loopgen("run").exitsWith(0);
    Path ledger = root.resolve(".loopgen/audit.jsonl");
    Files.writeString(
        ledger, Files.readString(ledger).replace("\"iterations\":1", "\"iterations\":2"));

    assertThat(cli.loopgen("audit", "verify").exitsWith(1).out()).contains("line 1");
    cli.loopgen("audit", "check", "--require", "check").exitsWith(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void log_readerThatStopsReading_endsItQuietly() throws Exception {
    CliProject cli = CliProject.project(root, "git --version");
    for (int i = 0; i < 3; i++) {
      cli.run();
    }
    String command = String.join(" ", cli.process("audit", "log").command());

    CliProject.Ended ended =
        CliProject.ended(
            new ProcessBuilder(
                    "sh",
                    "-c",
                    "{ until test -e gone; do sleep 0.01; done; "
                        + command
                        + "; echo $? >&2; } | { exec < /dev/null; touch gone; }")
                .directory(root.toFile()));

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).isEqualTo("0\n");
  }

  @Test
  void check_treeThatPassed_isAcceptedUntilItIsEdited() throws Exception {
    CliProject cli = CliProject.project(root, "git --version").write("src/app.txt", "two\n");
    cli.loopgen("run").exitsWith(0);

    cli.loopgen("audit", "check", "--require", "check").exitsWith(0);
    cli.write("src/app.txt", "three\n");
    cli.loopgen("audit", "check", "--require", "check").exitsWith(1);
  }

  @Test
  void check_unknownOrEmptyLoop_isNeverAccepted() throws Exception {
    CliProject cli = CliProject.project(root, "git --version");
    assertThat(cli.loopgen("audit", "check").exit()).isNotZero();
    cli.loopgen("run").exitsWith(0);

    cli.loopgen("audit", "check").exitsWith(0);
    assertThat(cli.loopgen("audit", "check", "--require", "other").exit()).isNotZero();
    assertThat(cli.loopgen("audit", "check", "--require", "").exit()).isNotZero();
  }

  @Test
  void check_failedRunAfterAPass_isRefused() throws Exception {
    CliProject cli = CliProject.project(root, "git cat-file -e no-such-object");
    cli.loopgen("run").exitsWith(1);

    cli.loopgen("audit", "check", "--require", "check").exitsWith(1);
  }
}
