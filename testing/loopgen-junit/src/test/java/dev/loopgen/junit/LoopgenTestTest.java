package dev.loopgen.junit;

import static dev.loopgen.testkit.assertion.LoopgenAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.testkit.RecordingVerifier;
import dev.loopgen.testkit.model.ReplyQueue;
import dev.loopgen.testkit.model.ScriptedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The parameters, used as a test suite uses them. */
@Tag("slow")
@LoopgenTest
final class LoopgenTestTest {

  @BeforeEach
  void start(LoopgenProject project) {
    project
        .loop("check", "git --version")
        .forbid("secrets/")
        .write("src/A.java", "class A {}\n")
        .write("secrets/key", "old\n")
        .commit("Start");
  }

  @Test
  void run_honestChange_passesAndIsRecorded(LoopgenProject project) throws Exception {
    project.write("src/A.java", "final class A {}\n");

    RunResult result = project.run();

    assertThat(result)
        .passed()
        .hasNoForbiddenChanges()
        .inLedger(project.ledger())
        .ledger()
        .isIntact()
        .hasEntries(1);
    assertThat(project.decide("check")).accepted();
    assertThat(result.entry().orElseThrow().timestamp()).contains(LoopgenProject.TIME);
    assertThat(result.entry().orElseThrow().entryId()).contains("run-1");
  }

  @Test
  void run_forbiddenFile_isRefused(LoopgenProject project) throws Exception {
    project.write("secrets/key", "new\n");

    assertThat(project.run())
        .isRefusedFor(Failure.ForbiddenPath.class)
        .isRefusedForPath("secrets/key");
    assertThat(project.decide("check")).isRefusedFor(GateRule.FORBIDDEN_PATHS);
  }

  @Test
  void run_committedChange_isForTheTreeOfHead(LoopgenProject project) throws Exception {
    project.write("src/B.java", "class B {}\n").delete("src/A.java").commit("Replace");

    assertThat(project.run()).passed().forTree(project.headTree());
  }

  @Test
  void parameters_ofOneTest_belongTogether(
      LoopgenProject project, LoopRunner runner, AuditLedger ledger, Clock clock) throws Exception {
    RunResult result = runner.run(RunRequest.of("check"));

    assertThat(result).inLedger(ledger);
    assertThat(clock).isSameAs(project.clock());
    assertThat(clock.instant()).isEqualTo(LoopgenProject.TIME);
  }

  @Test
  void model_repliesOfTheQueue_driveTheRun(
      LoopgenProject project, ScriptedModel model, ReplyQueue replies) throws Exception {
    replies.then("I give up.").then("I give up.").then("I give up.").then("I give up.");
    RecordingVerifier failing = RecordingVerifier.strict().exiting("git --version", 1);

    RunResult result =
        project
            .runner()
            .drivenBy(model)
            .verifier(failing)
            .isolation(Isolation.NONE)
            .build()
            .run(RunRequest.of("check"));

    assertThat(result.driven()).isPresent();
    assertThat(model.requests()).isNotEmpty();
    assertThat(result).isRefusedFor(Failure.NotAchieved.class);
  }

  @Test
  void sigstore_job_attestsTheRun(LoopgenProject project, OfflineSigstore sigstore)
      throws Exception {
    RunResult result = sigstore.attesting(project).build().run(RunRequest.of("check"));

    assertThat(result)
        .passed()
        .inLedger(project.ledger())
        .verifiedBy(sigstore.verifier())
        .isAttestedBy(sigstore.identity());
    assertThat(
            project
                .attestations()
                .verify(result.entry().orElseThrow(), sigstore.verifier(), sigstore.identity()))
        .provesPass();
  }

  @Test
  void environment_ofRuns_hasNothingOfAJobAroundTheTest(LoopgenProject project) throws Exception {
    assertThat(LoopgenProject.environment()).containsKey("PATH");
    assertThat(LoopgenProject.environment().keySet())
        .noneMatch(name -> name.startsWith("GITHUB_") || name.equals("CI"));
    assertThat(project.run().facts().object("provenance").orElseThrow().find("ci")).isEmpty();
  }

  @Test
  void commits_ofEqualSteps_haveEqualIds(LoopgenProject project) {
    String first = project.git("rev-parse", "HEAD");
    project.git("commit", "-q", "--amend", "--allow-empty", "-m", "Start");

    assertThat(project.git("rev-parse", "HEAD")).isEqualTo(first).isEqualTo(project.head().hex());
  }

  @Test
  void write_pathOutOfTheProject_isRefused(LoopgenProject project) {
    assertThatThrownBy(() -> project.write("../other", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../other");
    assertThatThrownBy(() -> project.read("")).isInstanceOf(IllegalArgumentException.class);
    assertThat(project.directory().resolve("../other")).doesNotExist();
  }

  @Test
  void git_failure_hasItsOutput(LoopgenProject project) {
    assertThatThrownBy(() -> project.git("checkout", "no-such-branch"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-branch");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void delete_linkOutOfTheProject_leavesItsTarget(LoopgenProject project) throws Exception {
    Path target = Files.createTempFile("loopgen-target", "");
    Path directory = Files.createTempDirectory("loopgen-links");
    Files.createSymbolicLink(directory.resolve("link"), target);

    FileTree.delete(directory);

    assertThat(directory).doesNotExist();
    assertThat(target).exists();
    Files.delete(target);
  }
}
