package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class JudgedCommitTest {

  @TempDir private Path root;

  @Test
  void judgedCommit_ofHead_isWhatTheGateJudgesOfACleanWorkTree() throws Exception {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write("a-b/c", "1").write("a/b/c", "2").write("a.c", "3");
    project.repository().commitAll("names that sort like git");
    project.run();
    String commit = project.repository().commitAll("the ledger too");

    JudgedCommit head = Loopgen.judgedCommit(root);

    assertThat(head.commit()).isEqualTo(GitId.of(commit));
    assertThat(head.tree())
        .isEqualTo(Loopgen.gate(root).build().decide().subject().tree())
        .isNotEqualTo(GitId.of(project.repository().git("rev-parse", "HEAD^{tree}")));
    assertThat(Loopgen.judgedCommit(root, GitId.of(commit))).isEqualTo(head);
  }

  @Test
  void judgedCommit_withoutOutputs_hasTheTreeOfTheCommit() {
    TestRepository repository = TestRepository.init(root).write("src/app.txt", "one\n");
    String first = repository.commitAll("one");
    String tree = repository.git("rev-parse", "HEAD^{tree}");
    repository.write("src/app.txt", "two\n").commitAll("two");
    repository.write("src/app.txt", "not committed\n");

    assertThat(Loopgen.judgedCommit(root, GitId.of(first)).tree()).isEqualTo(GitId.of(tree));
    assertThat(Loopgen.judgedCommit(root).tree())
        .isEqualTo(GitId.of(repository.git("rev-parse", "HEAD^{tree}")));
  }

  @Test
  void judgedCommit_thatIsNotThereOrNone_throws() {
    TestRepository repository = TestRepository.init(root);
    assertThatExceptionOfType(RepositoryException.class)
        .isThrownBy(() -> Loopgen.judgedCommit(root))
        .withMessageContaining("no commit yet");
    repository.write("a", "1").commitAll("one");
    repository.git("tag", "-a", "-m", "v", "v");

    for (String other : new String[] {"HEAD^{tree}", "v"}) {
      GitId id = GitId.of(repository.git("rev-parse", other));
      assertThatExceptionOfType(RepositoryException.class)
          .isThrownBy(() -> Loopgen.judgedCommit(root, id))
          .withMessageContaining("is not a commit");
    }
    assertThatExceptionOfType(RepositoryException.class)
        .isThrownBy(() -> Loopgen.judgedCommit(root, GitId.of("9".repeat(40))))
        .withMessageContaining("is not in this clone");
  }
}
