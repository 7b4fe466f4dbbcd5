package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.fixture.LoopProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The change under test never supplies its own checks. */
@Tag("slow")
final class SpecTest {

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sed -i.bak 's/exit 1/true/' .loopgen/loopgen.loop.yaml && rm .loopgen/*.bak",
        "rm .loopgen/loopgen.loop.yaml",
        "echo 'loops: [' > .loopgen/loopgen.loop.yaml",
        "git rm -q .loopgen/loopgen.loop.yaml",
        "mv .loopgen/loopgen.loop.yaml x && ln -s ../x .loopgen/loopgen.loop.yaml"
      })
  void run_specWeakenedInTheChange_runsTheBasesAndIsRefused(String edit) {
    LoopProject project = LoopProject.running(root, "exit 1");
    project.repository().sh(edit);

    Failure.SpecChanged change = project.refuses(Failure.SpecChanged.class);

    assertThat(change.describe()).contains("base");
    assertThat(project.run().spec().commands()).containsExactly("exit 1");
  }

  @Test
  void run_specWeakenedAndCommittedOnABranch_runsTheBasesAndIsRefused() {
    LoopProject project = LoopProject.running(root, "exit 1");
    project.repository().git("checkout", "-qb", "feature");
    project.repository().write(LoopProject.SPEC, LoopProject.loop("true")).commitAll("easier");

    project.refuses(Failure.SpecChanged.class);
  }

  @Test
  void run_specAdoptedByItsDigest_runsAndIsMarked() {
    LoopProject project = LoopProject.running(root, "exit 1");
    project.repository().write(LoopProject.SPEC, LoopProject.loop("true"));
    String found = project.refuses(Failure.SpecChanged.class).found();

    RunResult adopted = project.run(Trust.local().spec(found), RunRequest.of("check"));

    assertThat(adopted.passed()).as(adopted.failures().toString()).isTrue();
    assertThat(adopted.facts().canonical()).contains("\"adopted\":true");
  }

  @Test
  void run_adoptedDigestThatNoSpecHas_isAnError() {
    LoopProject project = LoopProject.running(root, "true");

    assertThatThrownBy(
            () -> project.run(Trust.local().spec("0".repeat(64)), RunRequest.of("check")))
        .isInstanceOf(SpecException.class);
  }

  @Test
  void run_firstRunWithoutAnyCommit_worksAndIsMarkedAdopted() {
    LoopProject project = LoopProject.uncommitted(root, LoopProject.loop("true"));

    RunResult result = project.passes();

    assertThat(result.facts().canonical()).contains("\"adopted\":true");
    assertThat(result.warnings()).isNotEmpty();
  }

  @Test
  void run_specThatIsInNoCommitYet_isAdoptedOnceAndPinnedFromThenOn() {
    LoopProject project = LoopProject.uncommitted(root, LoopProject.loop("exit 1"));
    project.repository().write("a", "1").git("add", "a");
    project.repository().git("commit", "-qm", "without spec");
    project.refuses(Failure.CommandFailed.class);
    project.repository().write(LoopProject.SPEC, LoopProject.loop("true"));

    assertThatThrownBy(project::run)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Commit the spec");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../loops.yaml", "/etc/loops.yaml", ".loopgen/../../loops.yaml"})
  void run_specFileOutsideTheProject_isRefused(String file) {
    LoopProject project = LoopProject.running(root.resolve("r"), "exit 1");
    project.repository().sh("cp .loopgen/loopgen.loop.yaml ../loops.yaml");

    assertThatThrownBy(() -> project.run(RunRequest.builder().loop("check").specFile(file).build()))
        .isInstanceOfAny(LoopgenException.class, IllegalArgumentException.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void run_specThatIsASymbolicLinkAtTheBase_isRefused() {
    LoopProject project = LoopProject.uncommitted(root, LoopProject.loop("true"));
    project
        .repository()
        .sh(
            "mv .loopgen/loopgen.loop.yaml spec.yaml; ln -s ../spec.yaml"
                + " .loopgen/loopgen.loop.yaml");
    project.repository().commitAll("linked");

    assertThatThrownBy(project::run)
        .isInstanceOf(LoopgenException.class)
        .hasMessageContaining("loopgen.loop.yaml");
  }

  @Test
  void run_specBuiltInCode_needsNoFile() {
    LoopProject project = LoopProject.running(root, "exit 1");
    LoopSpec spec = LoopSpec.builder("mine").command("true").forbid("secret").build();

    RunResult result = project.run(RunRequest.builder().spec(spec).build());
    assertThat(result.passed()).as(result.failures().toString()).isTrue();

    project.repository().write("secret", "x");
    assertThat(project.run(RunRequest.builder().spec(spec).build()).failures())
        .hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @Test
  void run_scriptNamedInTheCommandEdited_isRefusedUntilItIsReviewed() {
    LoopProject project = LoopProject.running(root, "sh check.sh");
    project.repository().write("check.sh", "test -f src/app.txt\n").commitAll("check");
    project.passes();
    project.repository().write("check.sh", "true\n");

    Failure.CommandFileChanged changed = project.refuses(Failure.CommandFileChanged.class);

    assertThat(changed.path().display()).isEqualTo("check.sh");
    assertThat(changed.command()).isEqualTo("sh check.sh");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash ./check.sh --fast",
        "cd src && sh ../check.sh",
        "true > log; sh src/../check.sh"
      })
  void run_scriptNamedInAnotherSpelling_isStillFound(String command) {
    LoopProject project = LoopProject.running(root, command);
    project.repository().write("check.sh", "true\n").commitAll("check");
    project.repository().write("check.sh", "true # easier\n");

    project.refuses(Failure.CommandFileChanged.class);
  }

  @Test
  void run_whatALinkInTheCommandLeadsToEdited_isRefused() {
    LoopProject project = LoopProject.running(root, "sh check.sh");
    project.repository().write("ci/real.sh", "true\n").sh("ln -s ci/real.sh check.sh");
    project.repository().commitAll("check");
    project.repository().write("ci/real.sh", "true # easier\n");

    assertThat(project.refuses(Failure.CommandFileChanged.class).path().display())
        .isEqualTo("ci/real.sh");
  }

  @Test
  void run_scriptOfPackageJsonEdited_isRefusedAndOtherMembersAreFree() {
    LoopProject project = LoopProject.running(root, "npm --version >log 2>&1; npm test; exit 0");
    project
        .repository()
        .write("package.json", "{\"version\":\"1\",\"scripts\":{\"test\":\"true\"}}")
        .write(".gitignore", "log\n")
        .commitAll("check");
    project
        .repository()
        .write("package.json", "{\"version\":\"2\",\"scripts\":{\"test\":\"true\"}}");
    project.passes();
    project.repository().write("package.json", "{\"scripts\":{\"test\":\"exit 0\"}}");

    assertThat(project.refuses(Failure.CommandFileChanged.class).part()).isEqualTo("scripts.test");
  }

  @Test
  void run_buildFileEdited_passesWithAWarning() {
    LoopProject project = LoopProject.running(root, "mvn verify; exit 0");
    project.repository().write("pom.xml", "<a/>").commitAll("build");
    project.repository().write("pom.xml", "<b/>");

    assertThat(project.passes().warnings())
        .anyMatch(warning -> warning.contains("pom.xml") && warning.contains("mvn verify"));
  }

  @Test
  void run_everyTestFileDeleted_isWarnedOf() {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write("tests/test_a.py", "x").commitAll("tests");
    project.repository().git("checkout", "-q", "-b", "feature");
    project.repository().sh("rm tests/test_a.py");

    assertThat(project.passes().warnings())
        .anyMatch(warning -> warning.contains("was deleted") && warning.contains("test_*.py"));
  }
}
