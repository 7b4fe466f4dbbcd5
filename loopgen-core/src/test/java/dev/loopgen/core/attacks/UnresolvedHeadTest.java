package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A HEAD or ref that does not resolve is an error, and never "no commit yet". */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class UnresolvedHeadTest {

  @TempDir private Path scratch;
  private LoopProject project;
  private TestRepository git;

  @BeforeEach
  void commitASecret() {
    project = LoopProject.forbidding(scratch.resolve("r"), "secret");
    git = project.repository();
    git.write("secret", "ours\n").commitAll("secret");
  }

  @Test
  void run_orphanBranchWithAWeakerSpec_isAnError() {
    git.git("checkout", "-q", "--orphan", "x");
    git.write(LoopProject.SPEC, LoopProject.loop("true")).write("secret", "theirs\n");

    assertHeadIsAnError("refs/heads/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prüfung", "日本/枝", "a\\344b"})
  void run_branchWithANameOutsideAscii_isJudgedAgainstMain(String name) {
    git.sh("git checkout -q -b \"$(printf '" + name + "')\"");
    git.write(LoopProject.SPEC, LoopProject.loop("true")).write("secret", "theirs\n");
    git.commitAll("evil");

    assertThat(project.run().failures()).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
    git.git("pack-refs", "--all");
    assertThat(project.run().failures()).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @Test
  void run_branchWithANameOutsideAscii_isRecordedByThatName() {
    git.git("checkout", "-q", "-b", "grün");

    assertThat(project.passes().facts().canonical()).contains("refs/heads/grün");
  }

  @Test
  void run_trustedBranchWithANameOutsideAscii_resolves() {
    git.git("branch", "-m", "größe");
    git.git("checkout", "-q", "-b", "change");
    git.write("secret", "theirs\n").commitAll("evil");

    assertThat(project.run(Trust.ref("größe"), RunRequest.of("check")).failures())
        .hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ref: refs/heads/main\\n",
        "ref:refs/heads/main",
        "ref:  \\t refs/heads/main  \\n\\n",
        "ID",
        "ID \\n",
        "ID branch main of elsewhere\\n",
        " ref: refs/heads/main\\n",
        "ref: refs/heads/a b\\n",
        "ref: refs/heads/../heads/main\\n",
        "ref: main\\n",
        "ref:\\n",
        "IDx\\n",
        "main\\n",
        "\\n",
        "",
        "\\000"
      })
  void run_headOfAnyContent_isReadAsGitReadsIt(String content) {
    String id = git.git("rev-parse", "HEAD");
    git.sh("printf '" + content.replace("ID", id) + "' > .git/HEAD");
    git.write("secret", "theirs\n");
    boolean readable = git.sh("git rev-parse -q --verify HEAD || echo no").equals(id);

    if (readable) {
      project.refusesPath("secret");
    } else {
      assertHeadIsAnError("");
    }
  }

  @Test
  void run_headIsALink_isReadAsGitReadsIt() {
    git.sh("rm .git/HEAD && ln -s refs/heads/main .git/HEAD");
    assertThat(project.passes().facts().canonical()).contains("refs/heads/main");
    git.sh("rm .git/HEAD && ln -s refs/heads/none .git/HEAD");

    assertHeadIsAnError("refs/heads/none");
  }

  @Test
  void run_emptyFileOverAPackedBranch_isAnError() {
    git.git("pack-refs", "--all");
    git.sh("mkdir -p .git/refs/heads; : > .git/refs/heads/main");

    assertHeadIsAnError("refs/heads/main");
  }

  @Test
  void run_branchIsAPipeOrEndlessZeros_isAnError() {
    git.sh("rm .git/refs/heads/main && mkfifo .git/refs/heads/main");
    assertHeadIsAnError("refs/heads/main");
    git.sh("rm .git/refs/heads/main && head -c 100000 /dev/zero > .git/refs/heads/main");

    assertHeadIsAnError("refs/heads/main");
  }

  @Test
  void run_damagedPackedRefs_isAnError() {
    git.sh("git pack-refs --all; printf 'no line of git\\n' >> .git/packed-refs");

    assertHeadIsAnError("packed-refs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf .git/refs/heads/*",
        "rm -rf .git/refs/heads/* .git/logs",
        "git repack -adq; rm -rf .git/refs/heads/* .git/logs .git/packed-refs",
        "git tag t; rm -rf .git/refs/heads/* .git/logs",
        "git update-ref refs/remotes/origin/x HEAD; rm -rf .git/refs/heads/* .git/logs",
        "git rev-parse HEAD > .git/FETCH_HEAD; rm -rf .git/refs/heads/* .git/logs .git/objects/??"
      })
  void run_branchRemovedButTracesOfCommitsLeft_isAnError(String script) {
    git.sh(script);
    git.write(LoopProject.SPEC, LoopProject.loop("true")).write("secret", "theirs\n");

    assertHeadIsAnError("HEAD");
  }

  @Test
  void run_repositoryWithStagedFilesOnly_hasNoCommit() {
    LoopProject fresh = LoopProject.uncommitted(scratch.resolve("fresh"), LoopProject.loop("true"));
    fresh.repository().git("add", "-A");
    fresh.repository().git("write-tree");

    assertThat(fresh.passes().facts().canonical()).contains("\"no-commit\"");
  }

  private void assertHeadIsAnError(String named) {
    assertThatThrownBy(project::run)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining(named);
    assertThatThrownBy(() -> GateProject.decide(Loopgen.gate(git.root())))
        .isInstanceOf(RepositoryException.class);
    assertThat(project.ledger().entries()).allMatch(entry -> entry.passed());
  }
}
