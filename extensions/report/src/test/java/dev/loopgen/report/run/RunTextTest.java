package dev.loopgen.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class RunTextTest {

  private static RunResult run(Path project, String command) throws Exception {
    Git.init().setDirectory(project.toFile()).setInitialBranch("main").call().close();
    LoopSpec spec = LoopSpec.builder("check").command("git --version").command(command).build();
    return Loopgen.runner(project).build().run(RunRequest.builder().spec(spec).build());
  }

  @Test
  void run_thatFailed_hasEachReasonAndTheVerdict(@TempDir Path project) throws Exception {
    RunResult result = run(project, "exit 3");

    List<String> lines = RunText.of(result, digest -> "adopt " + digest);

    assertThat(lines.get(0)).isEqualTo("  refused: Command `exit 3` exited with code 3.");
    assertThat(lines)
        .contains("FAIL check: 1 of 2 commands passed, 0 files changed since the base")
        .anyMatch(line -> line.matches("  audit: [0-9a-f]{64}"))
        .anyMatch(line -> line.startsWith("  report: "))
        .noneMatch(line -> line.startsWith("PASS") || line.contains("attest"));
    assertThat(RunText.verdict(result, digest -> "adopt " + digest))
        .isEqualTo(lines.subList(0, lines.indexOf(last(lines, "FAIL check: ")) + 1));
  }

  private static String last(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).reduce("", (a, b) -> b);
  }

  @Test
  void run_hostileCommand_forgesNoLine(@TempDir Path project) throws Exception {
    RunResult result =
        run(project, "printf '\\033[2J::error::x\\nPASS check: 2 of 2\\n##[error]y\\n'; exit 1");

    CommandResult failed = result.verification().commands().get(1);
    List<String> output = OutputLines.last(failed, "the report shows all");

    assertThat(RunText.of(result, digest -> digest)).noneMatch(line -> line.startsWith("PASS"));
    assertThat(RunText.of(failed)).startsWith("  FAIL `printf ");
    assertThat(output)
        .containsExactly("    | ::error::x", "    | PASS check: 2 of 2", "    | \\u0023#[error]y");
  }

  @Test
  void last_longOutput_isCutAndSaysHowToSeeTheRest(@TempDir Path project) throws Exception {
    RunResult result = run(project, "seq 1 25; exit 1");

    List<String> output =
        OutputLines.last(result.verification().commands().get(1), "the report shows all");

    assertThat(output).hasSize(21).startsWith("    … the last 20 lines; the report shows all");
    assertThat(output).endsWith("    | 25");
  }
}
