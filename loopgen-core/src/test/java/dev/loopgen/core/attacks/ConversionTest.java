package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What git converts between disk and commit is neither a change nor a place to hide one. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class ConversionTest {

  private static final String ROT13 =
      "git config filter.x.clean 'tr a-z n-za-m'; git config filter.x.smudge 'tr n-za-m a-z'";

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    "* text=auto, core.autocrlf, true",
    "'', core.autocrlf, true",
    "* text=auto eol=crlf, core.autocrlf, false",
    "* text, core.eol, crlf",
    "'[attr]mine text eol=crlf\n* mine', core.autocrlf, false",
    "* working-tree-encoding=UTF-16, core.autocrlf, false",
    "* working-tree-encoding=UTF-16LE-BOM text eol=crlf, core.autocrlf, false",
    "* ident, core.autocrlf, false"
  })
  void run_freshCheckoutThatGitConverts_hasTheTreeOfItsCommit(
      String attributes, String setting, String value) {
    LoopProject origin = LoopProject.uncommitted(root.resolve("o"), LoopProject.loop("true"));
    origin.repository().write("t.txt", "$Id$\none\ntwo\n").commitAll("as it is");
    origin.repository().write(".gitattributes", scoped(attributes));
    origin.repository().sh("git add .gitattributes; git commit -q -m attributes");
    TestRepository.at(root)
        .sh(
            "git clone -q -c "
                + setting
                + "="
                + value
                + " o r; cd r; rm t.txt; git checkout t.txt");
    LoopProject clone = LoopProject.at(TestRepository.at(root.resolve("r")), root.resolve("r"));
    clone.repository().git("checkout", "-q", "-b", "feature");

    RunResult result = clone.passes();

    assertThat(result.after().unrendered()).isEmpty();
    assertThat(result.after().treeId())
        .isEqualTo(GitId.of(clone.repository().git("rev-parse", "HEAD^{tree}")));
  }

  private static String scoped(String attributes) {
    return attributes.replace("* ", "t.txt ") + "\n";
  }

  @Test
  void run_crlfThatGitConvertedOnAdd_hasTheTreeOfTheCommitAndSaysSo() {
    LoopProject project = LoopProject.uncommitted(root, LoopProject.loop("true"));
    project.repository().write(".gitattributes", "* text=auto\n").commitAll("first");
    project.repository().write("new.txt", "a\r\nb\r\n");
    GitId before = project.passes().after().treeId();
    project.repository().commitAll("new");

    RunResult result = project.passes();

    assertThat(result.after().treeId())
        .isEqualTo(Loopgen.judgedCommit(root).tree())
        .isNotEqualTo(before);
    assertThat(result.warnings()).anyMatch(text -> text.contains("line endings"));
  }

  @Test
  void run_crlfThatOnlyASettingExplains_isAChange() {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().sh("git config core.autocrlf input; printf 'one\\r\\n' > src/app.txt");

    assertThat(project.run().changes()).hasSize(1);
  }

  @Test
  void run_unchangedFileUnderAFilter_isWatchedAndNoChange() {
    LoopProject project = filtered();

    RunResult result = project.passes();

    assertThat(result.changes()).isEmpty();
    assertThat(result.after().filtered()).hasSize(2);
    assertThat(result.warnings()).anyMatch(text -> text.contains("filter=x"));
    assertThat(decide(project)).isInstanceOf(GateDecision.Undecided.class);
  }

  @Test
  void run_guardedFileUnderAFilterThatChangesOnDisk_isRefused() {
    LoopProject project = filtered();
    project.passes();

    project.repository().write("secrets/t", "other\n");

    project.refusesPath("secrets/t");
  }

  @Test
  void run_committedChangeUnderAFilter_isAChange() {
    LoopProject project = filtered();
    project.repository().git("checkout", "-q", "-b", "feature");
    project.repository().write("secrets/t", "other\n").commitAll("other");

    project.refusesPath("secrets/t");
  }

  @Test
  void run_commandThatChangesAFilteredFile_isRefused() {
    filtered("echo other > n.x").refuses(Failure.RepositoryDrifted.class);
  }

  @Test
  void decide_runWithAnotherFileOnDiskThanTheCommit_isNeverAccepted() {
    LoopProject project = filtered("grep -q good n*");
    project.repository().git("checkout", "-q", "-b", "feature");
    project.repository().write("n.x", "bad\n").commitAll("bad");
    project.repository().write("n.x", "good\n");
    project.passes();
    project.repository().git("add", "-f", ".loopgen/audit.jsonl");
    project.repository().git("commit", "-q", "-m", "ledger");
    TestRepository.at(root).sh("git clone -q -b feature r g");
    TestRepository clone = TestRepository.at(root.resolve("g"));

    assertThat(decide(LoopProject.at(clone, clone.root())))
        .isNotInstanceOf(GateDecision.Accepted.class);
  }

  private LoopProject filtered() {
    return filtered("true");
  }

  private LoopProject filtered(String command) {
    LoopProject project =
        LoopProject.uncommitted(root.resolve("r"), LoopProject.loop(command, "secrets/"));
    project.repository().sh(ROT13);
    project.repository().write(".gitattributes", "secrets/** filter=x\n*.x filter=x\n");
    project.repository().write("secrets/t", "topsecret\n").write("n.x", "good\n");
    project.repository().commitAll("first");
    return project;
  }

  private static GateDecision decide(LoopProject project) {
    try {
      return Loopgen.gate(project.directory()).build().decide();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
