package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do every day passes, again and again. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class HonestWorkTest {

  @TempDir private Path root;

  @ParameterizedTest
  @EnumSource(HashingMode.class)
  void run_benignChange_passesInEveryHashingMode(HashingMode hashing) {
    LoopProject project = LoopProject.forbidding(root, ".env", "secrets/**", "**/*.pem");
    project.repository().write("src/app.txt", "two\n").write("src/new.txt", "new\n");

    RunResult result = project.run(RunRequest.builder().loop("check").hashing(hashing).build());

    assertThat(result.passed()).as(result.failures().toString()).isTrue();
    assertThat(result.changes()).hasSize(2);
  }

  @Test
  void run_everyPathForbiddenBelowLoopgen_doesNotStumbleOverItsOwnOutputs() {
    LoopProject project = LoopProject.forbidding(root, ".loopgen/**");

    project.passes();
    project.passes();
    project.repository().commitAll("with the ledger");
    project.passes();
    project.repository().write(".loopgen/reports/evil.sh", "x");
    project.refusesPath(".loopgen/reports/evil.sh");
  }

  @Test
  void run_dirtyTreeThenCommit_isTheSameTreeForTheGate() throws InterruptedException {
    LoopProject project = LoopProject.forbidding(root, "secrets/");
    project.repository().write("src/app.txt", "two\n");
    RunResult dirty = project.passes();
    project.repository().commitAll("work");

    assertThat(Loopgen.gate(root).require("check").build().decide().accepted()).isTrue();
    assertThat(project.passes().after().treeId()).isEqualTo(dirty.after().treeId());
    project.repository().write("src/app.txt", "three\n");
    assertThat(Loopgen.gate(root).require("check").build().decide().accepted()).isFalse();
  }

  @Test
  void run_partlyStagedWork_passes() {
    LoopProject project = LoopProject.forbidding(root, "secrets/");
    project.repository().write("src/app.txt", "staged\n").git("add", "-A");
    project.repository().write("src/app.txt", "and edited again\n");

    project.passes();
  }

  @Test
  void run_slowCommandThatWritesToStandardError_passes() {
    LoopProject.running(root, "sleep 0.3; echo warning >&2").passes();
  }

  @Test
  void run_commandWithNonAsciiText_arrivesAsItIs() {
    LoopProject.running(root, "test \"$(printf é | wc -c)\" -eq 2").passes();
  }

  @Test
  void run_detachedHead_passes() {
    LoopProject project = LoopProject.forbidding(root, "secrets/");
    project.repository().git("checkout", "-q", "--detach");
    project.repository().write("src/app.txt", "two\n");

    project.passes();
  }

  @Test
  void run_crlfCheckoutThatTheBaseAsksFor_isNoChange() {
    LoopProject project = LoopProject.forbidding(root, "*.bat");
    project.repository().write(".gitattributes", "*.bat text eol=crlf\n");
    project.repository().write("run.bat", "one\r\ntwo\r\n").commitAll("bat");
    project
        .repository()
        .sh("rm run.bat; git checkout -q run.bat; grep -q \"$(printf '\\r')\" run.bat");

    RunResult result = project.passes();

    assertThat(result.changes()).isEmpty();
    assertThat(result.after().treeId().hex())
        .isEqualTo(project.repository().git("rev-parse", "HEAD^{tree}"));
  }

  @Test
  void run_oneFileOfCarriageReturnsAdded_isAChange() {
    LoopProject project = LoopProject.forbidding(root, "*.txt");
    project.repository().write("src/app.txt", "one\r\n");

    project.refusesPath("src/app.txt");
  }
}
