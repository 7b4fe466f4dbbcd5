package dev.loopgen.core.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files count as leftovers that commands could use. */
final class IgnoredFilesTest {

  @TempDir private Path directory;
  private TestRepository repository;

  @BeforeEach
  void makeARepository() {
    repository = TestRepository.init(directory.resolve("r"));
    repository.write(".gitignore", "out/\n*.local\n").write("a.txt", "a\n").commitAll("base");
  }

  private Optional<RepoPath> first(Predicate<RepoPath> excepted) throws InterruptedException {
    JGitChangeDetector detector = JGitChangeDetector.open(repository.root());
    TreeSnapshot snapshot =
        detector.snapshot(
            new SnapshotRequest(
                detector.resolveBase(new BaseRequest(null, null, List.of())),
                PathPatterns.of(List.of(), detector.workTree()),
                HashingMode.CONTENT));
    return IgnoredFiles.first(repository.root(), snapshot, excepted);
  }

  private Optional<RepoPath> first() throws InterruptedException {
    return first(path -> false);
  }

  @Test
  void filesOfTheTreeAndOwnOutputs_areNone() throws Exception {
    repository.write("new.txt", "n\n").write(".loopgen/reports/x.local", "x\n");

    assertThat(first()).isEmpty();
  }

  @Test
  void ignoredFileInADirectoryOfTheTree_isOne() throws Exception {
    repository.write("src/real.local", "x\n");

    assertThat(first()).hasValue(RepoPath.of("src/real.local"));
  }

  @Test
  void fileInAnIgnoredDirectory_isOneUnlessThatIsExcepted() throws Exception {
    repository.write("out/deep/classes.bin", "x\n");

    assertThat(first()).hasValue(RepoPath.of("out/deep/classes.bin"));
    assertThat(first(path -> path.equals(RepoPath.of("out")))).isEmpty();
  }

  @Test
  void ignoredLink_isOneAndIsNotFollowed() throws Exception {
    repository.sh("mkdir ../outside; touch ../outside/b.local; ln -s ../outside link.local");

    assertThat(first()).hasValue(RepoPath.of("link.local"));
  }

  @Test
  void emptyIgnoredDirectory_isNone() throws Exception {
    repository.sh("mkdir -p out/empty");

    assertThat(first()).isEmpty();
  }
}
