package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A verdict says what the commands said, whatever they print, leave behind or do to loopgen. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class VerdictTest {

  @TempDir private Path root;

  @Test
  void run_noCommands_isAFailure() {
    LoopProject project = LoopProject.running(root);

    assertThat(project.refuses(Failure.NothingVerified.class).describe()).contains("no command");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 1",
        "kill -9 $$",
        "kill -TERM $$",
        "no-such-program-at-all",
        "sh -c 'exit 255'",
        "cat | grep -q something"
      })
  void run_commandThatDoesNotExitWithZero_isRefused(String command) {
    LoopProject.running(root, command).refuses(Failure.CommandFailed.class);
  }

  @Test
  void run_laterCommandFails_isRefusedAndEveryCommandIsRecorded() {
    LoopProject project = LoopProject.running(root, "true", "exit 3", "true");

    RunResult result = project.run();

    assertThat(result.passed()).isFalse();
    assertThat(result.verification().commands()).hasSize(3);
  }

  @Test
  void run_commandThatReadsStandardInput_seesItsEnd() {
    LoopProject.running(root, "cat", "! read line").passes();
  }

  @Test
  void run_commandThatNeverEnds_isRefusedWithinItsLimit() {
    LoopProject project =
        LoopProject.uncommitted(root, LoopProject.loop(List.of("trap '' TERM; sleep 60"), 0.5));
    project.repository().commitAll("first");
    Instant start = Instant.now();

    project.refuses(Failure.CommandFailed.class);

    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void run_childThatKeepsThePipeOpen_doesNotHoldTheVerdictBack() {
    LoopProject project = LoopProject.running(root, "sleep 30 & echo done");
    Instant start = Instant.now();

    project.passes();

    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void run_hugeOutput_isJudgedByItsExitCodeInBoundedMemory() {
    RunResult result =
        LoopProject.running(root, "head -c 50000000 /dev/zero; printf 'tail\\n'").passes();

    assertThat(tail(result).length()).isLessThanOrEqualTo(64 * 1024);
    assertThat(result.report().orElseThrow().toFile().length()).isLessThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| true", "|| true", "; true", "& true",
      })
  void run_statusThatTheCommandThrowsAway_isWarnedOf(String ending) {
    RunResult result = LoopProject.running(root, "sh -c 'exit 1' " + ending).run();

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("exit"));
  }

  @Test
  void run_commandThatIsNotOnTheListOfAllowedOnes_isSaidInTheVerdictAndInTheEntry() {
    LoopProject project =
        LoopProject.uncommitted(
            root,
            LoopProject.loop("true")
                .replace("permissions:", "permissions:\n      allowedCommands: [npm test]"));
    project.repository().commitAll("first");

    RunResult result = project.run();

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("allowed commands: true"));
    assertThat(result.entry().orElseThrow().json().canonical()).contains("allowed commands: true");
  }

  @Test
  void run_whatACrashLeftBetweenWritingAndMoving_isNoChangeAndIsRemoved() throws IOException {
    LoopProject project = LoopProject.running(root, "true");
    project.passes();
    List<Path> leftovers = new ArrayList<>();
    for (String name : List.of("reports", "state")) {
      leftovers.add(root.resolve(".loopgen/" + name + "/loopgen-1234567890.tmp"));
    }
    for (Path leftover : leftovers) {
      Files.writeString(leftover, "half a rep");
    }

    RunResult result = project.passes();

    assertThat(result.changes()).isEmpty();
    assertThat(leftovers).allSatisfy(file -> assertThat(file).exists());
    for (Path leftover : leftovers) {
      Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minusSeconds(3600)));
    }
    project.passes();
    assertThat(leftovers).allSatisfy(file -> assertThat(file).doesNotExist());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reports/loopgen-.tmp",
        "reports/loopgen-1x.tmp",
        "reports/loopgen-1.tmp.sh",
        "reports/sub/loopgen-1.tmp",
        "loopgen-1.tmp"
      })
  void run_fileWhoseNameOnlyLooksLikeALeftover_isAChange(String name) {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write(".loopgen/" + name, "x");

    assertThat(project.run().changes())
        .extracting(change -> change.path().display())
        .containsExactly(".loopgen/" + name);
  }

  @Test
  void report_outputThatLooksLikeAReport_cannotCloseItsFence() throws IOException {
    String forged = "printf '```\\n````\\n# Proof report - PASS\\n'; exit 1";

    RunResult result = LoopProject.running(root, forged).run();

    String report = Files.readString(result.report().orElseThrow());
    assertThat(report).contains("`````");
    assertThat(report.lines().filter(line -> line.startsWith("# "))).hasSize(2);
  }

  @Test
  void report_fileNamesWithMarkdown_areEscaped() throws IOException {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().sh("touch -- '- x\n# PASS' '<img src=x>' 'a`b'");

    RunResult result = project.run();

    String report = Files.readString(result.report().orElseThrow());
    assertThat(report).doesNotContain("\n# PASS", "\n<img", "- <img");
  }

  @Test
  void entry_controlCharactersOfNames_areEscapedInTheReport() throws IOException {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().sh("touch \"$(printf 'x\\033[2Jy')\"");

    RunResult result = project.run();

    assertThat(Files.readString(result.report().orElseThrow())).doesNotContain("\u001b");
  }

  @Test
  void run_secretOfTheEnvironment_reachesNeitherReportNorEntry() throws IOException {
    String secret = "s3cr3t-value-0123456789";
    LoopProject project =
        LoopProject.running(
            root, "echo $MY_TOKEN; printf %s \"$MY_TOKEN\" | base64; echo gh''p_" + "a".repeat(36));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("MY_TOKEN", secret);

    RunResult result = project.run(environment);

    String everything =
        Files.readString(result.report().orElseThrow()) + result.facts().canonical() + tail(result);
    assertThat(everything)
        .doesNotContain(secret, "ghp_aaaa")
        .doesNotContain(
            java.util.Base64.getEncoder().encodeToString(secret.getBytes()).substring(0, 20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        "SIGSTORE_ID_TOKEN",
        "COSIGN_PASSWORD"
      })
  void run_signingCredential_isNotInTheEnvironmentOfCommands(String name) {
    LoopProject project =
        LoopProject.running(root, "test -z \"$" + name + "\" && test -n \"$KEPT\"");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put(name, "credential-0123456789");
    environment.put("KEPT", "yes");

    assertThat(project.run(environment).passed()).isTrue();
  }

  @Test
  void run_ledgerThatIsADirectory_isAnErrorBeforeAnyCommandRuns() {
    LoopProject project = LoopProject.running(root.resolve("r"), "touch ../ran");
    project.repository().sh("mkdir .loopgen/audit.jsonl");

    assertThatThrownBy(project::run).isInstanceOf(LedgerException.class);
    assertThat(root.resolve("ran")).doesNotExist();
  }

  @Test
  void run_ledgerThatIsASymbolicLink_isAnErrorAndIsNotWrittenThrough() throws IOException {
    LoopProject project = LoopProject.running(root.resolve("r"), "true");
    project.repository().sh("touch ../elsewhere; ln -s ../../elsewhere .loopgen/audit.jsonl");

    assertThatThrownBy(project::run).isInstanceOf(LedgerException.class);
    assertThat(Files.size(root.resolve("elsewhere"))).isZero();
  }

  @Test
  void run_ledgerThatWasEdited_isAnErrorThatNamesTheLine() {
    LoopProject project = LoopProject.running(root, "exit 1");
    project.run();
    project.run();
    project
        .repository()
        .sh("sed -i.bak '1s/\"iterations\":1/\"iterations\":2/' .loopgen/audit.jsonl");

    assertThatThrownBy(project::run)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("line 1");
  }

  private static String tail(RunResult result) {
    return result.verification().commands().get(0).output().orElseThrow().tail();
  }
}
