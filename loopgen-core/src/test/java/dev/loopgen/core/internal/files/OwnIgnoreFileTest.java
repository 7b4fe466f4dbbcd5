package dev.loopgen.core.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class OwnIgnoreFileTest {

  private static final String OWN =
      new String(OwnIgnoreFile.contents().get(0), StandardCharsets.UTF_8);

  @TempDir private Path root;
  private LoopProject project;
  private TestRepository git;
  private Path file;

  @BeforeEach
  void makeAProject() {
    project = LoopProject.forbidding(root.resolve("r"), "secret");
    git = project.repository();
    file = git.path(OwnIgnoreFile.NAME);
  }

  private static String judgedTree(AuditEntry entry) {
    return entry.json().object("judgement").orElseThrow().string("judgedTree").orElseThrow();
  }

  private String tree() {
    return judgedTree(project.run().entry().orElseThrow());
  }

  @Test
  void run_first_leavesWhatIsToBeCommittedAndNothingElse() {
    project.run(RunRequest.of("check"));

    assertThat(git.git("status", "--porcelain", "--untracked-files=all").lines())
        .containsExactlyInAnyOrder(
            "?? .loopgen/.gitignore", "?? .loopgen/audit.jsonl", "?? .loopgen/state/check.md");
  }

  @Test
  void run_first_judgesTheTreeAsTheNextOneDoes() {
    AuditEntry first = project.run().entry().orElseThrow();

    assertThat(judgedTree(first)).isEqualTo(tree());
    assertThat(judgedTree(first)).isEqualTo(git.git("rev-parse", "HEAD^{tree}"));
    assertThat(first.json().object("git").orElseThrow().bool("clean")).contains(true);
  }

  @Test
  void run_committed_isNoPartOfTheTree() {
    String before = tree();
    git.commitAll("what a run left");

    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void run_dry_writesNothing() {
    project.run(RunRequest.builder().loop("check").dryRun().build());

    assertThat(file).doesNotExist();
  }

  @Test
  void decideAndVerify_writeNothing() throws Exception {
    Loopgen.gate(git.root()).build().decide();
    Loopgen.ledger(git.root()).verify();

    assertThat(file).doesNotExist();
    assertThat(git.path(".loopgen/state")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*\n", "/reports/\n"})
  void run_existingFile_isLeftAlone(String content) {
    git.write(OwnIgnoreFile.NAME, content);

    project.run();

    assertThat(file).hasContent(content);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void run_linkInItsPlace_isLeftAloneAndNotFollowed() {
    git.sh("ln -s ../elsewhere .loopgen/.gitignore");

    project.run();

    assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(git.path("elsewhere")).doesNotExist();
  }

  @Test
  void run_otherContent_isJudged() {
    String without = tree();
    git.write(OwnIgnoreFile.NAME, OWN + "*.class\n");
    String with = tree();

    assertThat(with).isNotEqualTo(without);
    git.write(OwnIgnoreFile.NAME, OWN);
    assertThat(tree()).isEqualTo(without);
  }

  @Test
  void run_ownContentElsewhere_isJudged() {
    String without = tree();
    git.write("src/.gitignore", OWN);

    assertThat(tree()).isNotEqualTo(without);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void run_executable_isJudged() {
    String without = tree();
    git.sh("chmod +x .loopgen/.gitignore");

    assertThat(tree()).isNotEqualTo(without);
  }

  @Test
  void run_replacedByTheChange_isAChange() {
    tree();
    git.commitAll("what a run left");
    git.git("checkout", "-qb", "feature");
    git.write(OwnIgnoreFile.NAME, "*\n").commitAll("hide everything");

    assertThat(project.run().changes())
        .extracting(change -> change.path().display())
        .contains(OwnIgnoreFile.NAME);
  }

  @Test
  void run_twoAtOnce_findItWholeOrNotAtAll() throws Exception {
    OwnIgnoreFile.writeFor(git.root());
    OwnIgnoreFile.writeFor(git.root());

    assertThat(file).hasContent(OWN);
    assertThat(git.path(".loopgen/state")).isEmptyDirectory();
  }
}
