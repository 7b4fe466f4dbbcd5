package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is left out of the tree for what it holds, never for its name. */
@Tag("slow")
final class OutputNameTest {

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state/lib.md",
        "reports/lib.md",
        "reports/loopgen-1.tmp",
        "journal/lib.jsonl",
        "attestations/lib.sigstore.json",
        "attestations/lib.intoto.json",
        "attestations/lib.predicate.json",
        "attestations/loopgen-1.tmp",
        "audit.checkpoint",
        "audit.checkpoint.new",
        "audit.jsonl.lock",
        "audit.jsonl.state",
        "audit.jsonl.merging",
        "audit.jsonl.torn-1"
      })
  void run_committedCodeUnderTheNameOfAnOutput_isJudged(String name) {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write(".loopgen/" + name, "echo good\n").commitAll("code");
    GitId good = project.passes().after().treeId();

    project.repository().write(".loopgen/" + name, "echo bad\n").commitAll("other code");
    GitId bad = project.passes().after().treeId();
    project.repository().git("rm", "-q", "-f", ".loopgen/" + name);
    GitId gone = project.passes().after().treeId();

    assertThat(good).isNotEqualTo(bad).isNotEqualTo(gone);
    assertThat(bad).isNotEqualTo(gone);
  }

  @ParameterizedTest
  @CsvSource({
    "lib.sh, .loopgen/state/check.md, state/check.md",
    "lib, .loopgen, audit.jsonl",
    "src/lib.sh, ../.loopgen/audit.jsonl, audit.jsonl"
  })
  @DisabledOnOs(OS.WINDOWS)
  void run_outputThatAJudgedLinkLeadsTo_isJudged(String link, String target, String name) {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write(".gitignore", ".loopgen/reports/\n.loopgen/journal/\n");
    project.passes();
    assertThat(project.passes().after().entries()).doesNotContainKey(path(name));

    project.repository().sh("mkdir -p src; ln -s " + target + " " + link);

    assertThat(project.passes().after().entries()).containsKey(path(name));
  }

  @Test
  void judgedCommit_withCodeUnderTheNamesOfOutputs_hasItInItsTree() throws Exception {
    TestRepository repository = TestRepository.init(root);
    repository.write(".loopgen/state/a.md", "echo good\n").write(".loopgen/reports/a.md", "x\n");
    repository.sh("ln -s .loopgen/state/b.md link");
    repository.write(
        ".loopgen/state/b.md", "# B state\n\nLoop id: b\n\n## Attempts\n\n- No attempts yet.\n");
    repository.commitAll("first");

    assertThat(Loopgen.judgedCommit(root).tree())
        .isEqualTo(GitId.of(repository.git("rev-parse", "HEAD^{tree}")));
  }

  @Test
  void run_ownOutputs_committedOrNot_areLeftOut() throws Exception {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write(".gitignore", ".loopgen/reports/\n").commitAll("ignore reports");
    GitId tree = project.passes().after().treeId();
    assertThat(project.passes().after().treeId()).isEqualTo(tree);

    project.repository().git("add", ".loopgen/audit.jsonl", ".loopgen/state");
    project.repository().git("commit", "-q", "-m", "the evidence");

    assertThat(project.passes().after().treeId()).isEqualTo(tree);
    assertThat(Loopgen.judgedCommit(root).tree()).isEqualTo(tree);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigstore", "test-result.sigstore", "intoto"})
  void run_committedBundle_isLeftOutOnlyWhereItIsAboutAnEntry(String kind) throws Exception {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write(".gitignore", ".loopgen/reports/\n").commitAll("ignore reports");
    RunResult run = project.passes();
    GitId tree = run.after().treeId();
    String file = ".loopgen/attestations/x." + kind + ".json";

    commit(project, file, bundle(run.entry().orElseThrow().hash().orElseThrow(), "code"));
    assertThat(project.passes().after().treeId()).isEqualTo(tree);
    assertThat(Loopgen.judgedCommit(root).tree()).isEqualTo(tree);

    commit(project, file, bundle("0".repeat(64), "code"));
    assertThat(project.passes().after().treeId()).isNotEqualTo(tree);
    assertThat(Loopgen.judgedCommit(root).tree()).isNotEqualTo(tree);
  }

  @Test
  void judgedCommit_bundleAboutAnEntryThatTheLedgerLacks_isInItsTree() throws Exception {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write(".gitignore", ".loopgen/reports/\n").commitAll("ignore reports");
    RunResult run = project.passes();
    String file = ".loopgen/attestations/x.sigstore.json";
    commit(project, file, bundle(run.entry().orElseThrow().hash().orElseThrow(), "code"));
    assertThat(project.passes().after().entries()).doesNotContainKey(RepoPath.of(file));

    project.repository().git("rm", "-q", "--cached", ".loopgen/audit.jsonl");
    project.repository().git("commit", "-q", "-m", "without the ledger");

    assertThat(Loopgen.judgedCommit(root).tree()).isNotEqualTo(run.after().treeId());
  }

  /** A bundle of the right form, signed by nobody. */
  private static String bundle(String entryHash, String text) {
    String statement =
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"entry\","
            + "\"digest\":{\"sha256\":\""
            + entryHash
            + "\"}}],\"predicateType\":\"https://example.com/p\",\"predicate\":{\"text\":\""
            + text
            + "\"}}";
    return "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\","
        + "\"verificationMaterial\":{},\"dsseEnvelope\":{\"payload\":\""
        + Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8))
        + "\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[]}}";
  }

  private static void commit(LoopProject project, String file, String content) {
    project.repository().write(file, content).git("add", ".loopgen");
    project.repository().git("commit", "-q", "-m", "evidence");
  }

  private static RepoPath path(String name) {
    return RepoPath.of(".loopgen/" + name);
  }
}
