package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.fixture.LoopProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands do to the repository while they run is part of the verdict. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class DriftTest {

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {"echo two > src/app.txt", "rm src/app.txt", "chmod +x src/app.txt", "rm -r src"})
  void run_commandThatRewritesTheCode_isRefused(String command) {
    LoopProject.running(root, command).refuses(Failure.TreeDrifted.class);
  }

  @Test
  void run_commandThatWritesAForbiddenFile_isRefused() {
    LoopProject project =
        LoopProject.uncommitted(root, LoopProject.loop("echo x > secret", "secret"));
    project.repository().commitAll("first");

    project.refusesPath("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git -c user.name=x -c user.email=x@x commit -q --allow-empty -m x",
        "git checkout -q -b other",
        "git checkout -q --detach",
        "git symbolic-ref HEAD refs/heads/none"
      })
  void run_commandThatMovesHead_isRefused(String command) {
    LoopProject.running(root, command).refuses(Failure.RepositoryDrifted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"git branch other", "git tag v1", "git pack-refs --all; git gc -q"})
  void run_otherRefThatMoves_isNotedOnly(String command) {
    LoopProject.running(root, command).passes();
  }

  @Test
  void run_refThatMovesWithoutMeaning_isNamed() {
    RunResult result = LoopProject.running(root, "git tag v1").passes();

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("refs/tags/v1"));
    assertThat(result.facts().canonical()).contains("\"refs\":[\"refs/tags/v1\"]");
  }

  @Test
  void run_fetchThatMovesTheDefaultBranchForward_isNotedOnly() {
    LoopProject project = onBranchOf("git update-ref refs/remotes/origin/main refs/heads/later");

    project.passes();
  }

  @Test
  void run_commandThatMovesTheBase_isRefused() {
    LoopProject project = onBranchOf("git update-ref refs/remotes/origin/main HEAD");

    assertThat(project.refuses(Failure.RepositoryDrifted.class).describe())
        .contains("base", "refs/remotes/origin/main");
  }

  @Test
  void run_commandThatMovesTheTrustedRef_isRefused() {
    LoopProject project = onBranchOf("git update-ref refs/remotes/origin/main refs/heads/later");

    RunResult result = project.run(Trust.ref("origin/main"), RunRequest.of("check"));

    assertThat(result.failures())
        .extracting(Failure::describe)
        .anyMatch(text -> text.contains("trusted ref refs/remotes/origin/main"));
  }

  /** A clone on a branch with a commit, and a later commit of its default branch at hand. */
  private LoopProject onBranchOf(String command) {
    LoopProject project = LoopProject.running(root, command);
    project
        .repository()
        .sh(
            "git update-ref refs/remotes/origin/main HEAD && git checkout -q -b later"
                + " && git commit -q --allow-empty -m later && git checkout -q main"
                + " && git checkout -q -b feature");
    project.repository().write("src/app.txt", "two\n").commitAll("change");
    return project;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm .loopgen/audit.jsonl",
        ": > .loopgen/audit.jsonl",
        "sed -i.bak '$d' .loopgen/audit.jsonl; rm .loopgen/audit.jsonl.bak",
        "sed -i.bak 's/\"passed\":false/\"passed\":true/g' .loopgen/audit.jsonl"
      })
  void run_commandThatRewritesTheLedger_isNeverAPass(String command) {
    LoopProject project = LoopProject.running(root, "test ! -f rewrite || sh rewrite; exit 1");
    project.run();
    project.run();
    project.repository().write("rewrite", command + "\nexit 0\n");

    try {
      assertThat(project.run().passed()).isFalse();
    } catch (LoopgenException refused) {
      assertThat(refused).hasMessageContaining("ledger");
    }
  }

  @Test
  void run_commandThatRenamesTheProject_isAnErrorThatSaysSo() {
    LoopProject project = LoopProject.running(root.resolve("r"), "mv ../r ../moved; mkdir ../r");

    assertThatThrownBy(project::run)
        .isInstanceOf(LoopgenException.class)
        .hasMessageContaining("moved or replaced");
  }

  @Test
  void run_commandThatCreatesFiles_passesAndRecordsThemUnlessStrict() {
    LoopProject project = LoopProject.running(root, "mkdir -p out; date > out/coverage");

    RunResult result = project.passes();
    assertThat(result.facts().canonical()).contains("out/coverage");

    project.repository().sh("rm -r out");
    RunResult strict = project.run(RunRequest.builder().loop("check").strict().build());
    assertThat(strict.failures()).hasAtLeastOneElementOfType(Failure.TreeDrifted.class);
  }

  @Test
  void run_newFileThatGitDoesNotIgnore_isNamedInAWarning() {
    RunResult result = LoopProject.running(root, "echo x > coverage.xml").passes();

    assertThat(result.warnings())
        .anyMatch(text -> text.contains("coverage.xml") && text.contains("verification.outputs"));
  }

  @Test
  void run_formatterOfFilesThatTheBaseLists_passesWithAWarningAndIsRecorded() {
    LoopProject project =
        withMember("rewrites: ['*.txt']", "for f in src/*; do cp $f x; cp x $f; rm x; done");
    project.repository().write("src/app.txt", "two\n");

    RunResult result = project.passes();

    assertThat(result.warnings()).anyMatch(text -> text.contains("src/app.txt"));
    assertThat(result.facts().canonical()).contains("\"rewritten\":[\"src/app.txt\"]");
  }

  @Test
  void run_formatterThatOnlyTheChangeLists_isRefusedAndTheKeyNamed() {
    LoopProject project =
        LoopProject.running(root, "for f in src/*; do cp $f x; cp x $f; rm x; done");
    project.repository().write("src/app.txt", "two\n");

    assertThat(project.refuses(Failure.Rewritten.class).describe())
        .contains("src/app.txt", "cp x $f", "verification.rewrites");
  }

  @Test
  void run_listedFileThatEndsWithOtherBytes_isRefused() {
    LoopProject project = withMember("rewrites: ['*.txt']", "echo three > src/app.txt");
    project.repository().write("src/app.txt", "two\n");

    project.refuses(Failure.TreeDrifted.class);
  }

  @Test
  void run_declaredOutput_isNoPartOfTheTree() {
    LoopProject project = withMember("outputs: ['out/']", "mkdir -p out; date > out/coverage");
    String before =
        project.run(RunRequest.builder().loop("check").dryRun().build()).before().treeId().hex();

    RunResult result = project.run(RunRequest.builder().loop("check").strict().build());

    assertThat(result.failures()).isEmpty();
    assertThat(result.after().treeId().hex()).isEqualTo(before);
    assertThat(result.facts().canonical()).contains("\"outputs\":[\"out/coverage\"]");
  }

  @Test
  void run_trackedFileThatAnOutputPatternNames_isStillJudged() {
    LoopProject project = withMember("outputs: ['*.txt']", "echo two > src/app.txt");
    project.refuses(Failure.TreeDrifted.class);

    project.repository().sh("git checkout -q src/app.txt; git rm -q --cached src/app.txt");
    RunResult result = project.run();
    assertThat(result.after().entries()).containsKey(RepoPath.of("src/app.txt"));
  }

  @Test
  void run_forbiddenFileThatAnOutputPatternNames_isStillForbidden() {
    LoopProject project = withMember("outputs: ['**']", "true", "secret");
    project.repository().write("secret", "x");

    project.refusesPath("secret");
  }

  private LoopProject withMember(String member, String command, String... forbidden) {
    String spec = LoopProject.loop(command, forbidden);
    LoopProject project =
        LoopProject.uncommitted(
            root, spec.replace("    stopCriteria", "      " + member + "\n    stopCriteria"));
    project.repository().write("src/app.txt", "one\n").commitAll("first");
    return project;
  }

  @Test
  void run_fileUnderTestModifiedTestedAndRestored_isRefused() {
    LoopProject project =
        LoopProject.running(
            root, "cp src/app.txt ../keep; echo good > src/app.txt; cp ../keep src/app.txt");
    project.repository().write("src/app.txt", "bad\n");

    assertThat(project.run().passed()).isFalse();
  }

  @Test
  void run_otherFileRewrittenWithTheSameBytes_isAWarningUnlessStrict() {
    LoopProject project = LoopProject.running(root, "cp src/app.txt x; cp x src/app.txt; rm x");

    RunResult result = project.passes();
    assertThat(result.warnings()).anyMatch(warning -> warning.contains("with unchanged content"));

    RunResult strict = project.run(RunRequest.builder().loop("check").strict().build());
    assertThat(strict.passed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"echo two > .env", "rm .env", "rm .env; echo two > .env", "chmod +x .env"})
  void run_watchedFileThatACommandChanged_hasOneReasonForItAndNotThatItWasPutBack(String command) {
    LoopProject project = LoopProject.uncommitted(root, LoopProject.loop(command, ".env"));
    project.repository().write(".gitignore", ".env\n").commitAll("first");
    project.repository().write(".env", "one\n");

    for (boolean strict : new boolean[] {false, true}) {
      RunRequest.Builder request = RunRequest.builder().loop("check");
      RunResult result = project.run((strict ? request.strict() : request).build());

      assertThat(result.failures())
          .filteredOn(Failure.RepositoryDrifted.class::isInstance)
          .extracting(Failure::describe)
          .containsExactly("The guarded file .env was changed while the commands ran.");
      assertThat(result.warnings())
          .noneMatch(warning -> warning.contains("with unchanged content"));
      project.repository().write(".env", "one\n").sh("chmod -x .env");
    }
  }

  @Test
  void run_watchedFileWrittenAndPutBack_isSaidToBeThat() {
    String command = "cp .env .env2; echo two > .env; cat .env2 > .env; rm .env2";
    LoopProject project = LoopProject.uncommitted(root, LoopProject.loop(command, ".env"));
    project.repository().write(".gitignore", ".env*\n").commitAll("first");
    project.repository().write(".env", "one\n");

    RunResult result = project.run(RunRequest.builder().loop("check").strict().build());

    assertThat(result.failures())
        .extracting(Failure::describe)
        .containsExactly(".env was written and put back as it had been while the commands ran.");
  }
}
