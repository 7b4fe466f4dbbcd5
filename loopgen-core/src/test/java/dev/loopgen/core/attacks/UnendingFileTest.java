package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pipe, an endless device or a file larger than any memory in the place of a file that is read
 * stops no run and no decision.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("slow")
final class UnendingFileTest {

  /** What a run, a decision or a check of the ledger opens. */
  private static final List<String> FILES =
      List.of(
          ".git/HEAD",
          ".git/config",
          ".git/index",
          ".git/packed-refs",
          ".git/shallow",
          ".git/commondir",
          ".git/config.worktree",
          ".git/refs/heads/other",
          ".git/objects/info/alternates",
          ".git/objects/pack/pack-1.idx",
          ".git/loopgen/watch.key",
          ".git/loopgen/guard-check.json",
          ".gitignore",
          ".gitattributes",
          ".env",
          ".loopgen/loopgen.loop.yaml",
          ".loopgen/policy.yaml",
          ".loopgen/acknowledgements.yaml",
          ".loopgen/audit.jsonl",
          ".loopgen/audit.jsonl.lock",
          ".loopgen/audit.jsonl.state",
          ".loopgen/audit.jsonl.merging",
          ".loopgen/audit.checkpoint",
          ".loopgen/state/check.md",
          ".loopgen/journal/0.jsonl",
          ".loopgen/attestations/0.sigstore.json",
          "package.json",
          "nested/.git",
          "nested/.git/HEAD",
          "nested/.git/index",
          "nested/.git/config");

  /** What is read whole, or compared as a whole. */
  private static final List<String> READ_WHOLE =
      List.of(
          ".git/config",
          ".git/index",
          ".git/packed-refs",
          ".git/objects/info/alternates",
          ".git/loopgen/watch.key",
          ".loopgen/audit.jsonl.state",
          ".loopgen/state/check.md",
          ".loopgen/journal/0.jsonl",
          "nested/.git",
          "nested/.git/index");

  @TempDir private Path root;

  private static Stream<Arguments> places() {
    return Stream.concat(
        FILES.stream().map(file -> Arguments.of(file, "mkfifo %s")),
        Stream.of("ln -s /dev/zero %s", "truncate -s 3G %s")
            .flatMap(kind -> READ_WHOLE.stream().map(file -> Arguments.of(file, kind))));
  }

  @ParameterizedTest
  @MethodSource("places")
  void run_somethingElseInPlaceOfAFile_endsWithAResultOrASentence(String file, String kind) {
    LoopProject project = project("true");
    project.repository().sh(putting(file, kind));

    assertEnds(project::run);
    assertEnds(() -> Loopgen.gate(root).build().decide());
    assertEnds(() -> Loopgen.ledger(root).verify(LedgerExpectation.NONE));
    project.repository().sh("rm -rf " + file);
  }

  @Test
  void run_commandThatPutsAPipeInPlaceOfAnyFile_endsWithAResultOrASentence() {
    for (String file : FILES) {
      LoopProject project = project(putting(file, "mkfifo %s"));

      assertEnds(project::run);
      project.repository().sh("rm -rf .git .loopgen .env .gitignore .gitattributes *");
    }
  }

  @Test
  void run_commandThatReplacesItsJournalAndDamagesTheLedger_ends() {
    String pipes = "for f in .loopgen/journal/*; do rm $f; mkfifo $f; done";
    LoopProject project =
        project(pipes + "; rm -f .loopgen/audit.jsonl.lock; mkfifo .loopgen/audit.jsonl.lock");

    assertThatThrownBy(project::run).hasMessageContaining("audit.jsonl.lock is not a regular file");
  }

  @Test
  void run_commandThatMakesTheIndexAPipe_isNotJudged() {
    LoopProject project = project("rm .git/index; mkfifo .git/index");

    assertThatThrownBy(project::run)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("index is not a regular file");
  }

  @Test
  void run_objectThatBecameAPipe_isNotJudged() {
    LoopProject project = project("true");
    String commit = project.repository().git("rev-parse", "HEAD").strip();
    String object = ".git/objects/" + commit.substring(0, 2) + "/" + commit.substring(2);
    project.repository().sh("rm -f " + object + "; mkfifo " + object);

    assertThatThrownBy(project::run)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("is not a regular file");
  }

  @Test
  void run_hugeFileInPlaceOfANestedRepository_isNoRepository() {
    LoopProject project = project("true");
    project.repository().sh("mkdir n; printf 'gitdir: x' > n/.git; truncate -s 3G n/.git");

    project.passes();
  }

  @Test
  void run_repositoriesThatHoldEachOther_areJudgedInTime() {
    LoopProject project = LoopProject.forbidding(root, ".env");
    project
        .repository()
        .sh(
            "i=0; while [ $i -lt 700 ]; do mkdir d; cd d; mkdir -p .git/objects;"
                + " echo 'ref: refs/heads/main' > .git/HEAD; i=$((i+1)); done");

    assertThat(project.run().verification().passed()).isTrue();
    project.repository().sh("rm -rf d");
  }

  private LoopProject project(String command) {
    LoopProject project = LoopProject.uncommitted(root, LoopProject.loop(command, ".env"));
    project.repository().write(".gitignore", ".env\n").write("a.txt", "a\n").commitAll("first");
    project.repository().sh("mkdir -p nested; git init -q nested");
    return project;
  }

  private static String putting(String file, String kind) {
    String directory =
        Path.of(file).getParent() == null ? "." : Path.of(file).getParent().toString();
    return "rm -rf " + file + "; mkdir -p " + directory + "; " + String.format(kind, file);
  }

  private static void assertEnds(ThrowingCallable work) {
    try {
      work.call();
    } catch (LoopgenException e) {
      assertThat(e).message().isNotBlank().doesNotContain("\n");
    } catch (Throwable e) {
      throw new AssertionError("ended with something else than a sentence", e);
    }
  }
}
