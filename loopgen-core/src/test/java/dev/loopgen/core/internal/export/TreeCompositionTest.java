package dev.loopgen.core.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.git.CommitReader;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.GitTree;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeCompositionTest {

  @TempDir Path directory;
  private TestRepository repository;
  private String base;

  @BeforeEach
  void prepare() {
    repository = TestRepository.init(directory.resolve("repository"));
    repository.write("src/app", "old").write("test/a", "a").write("test/b", "b");
    base = repository.commitAll("base");
  }

  private TreeComposition compose(String... patterns) {
    String change = repository.commitAll("change");
    WorkTree workTree = new WorkTree(repository.root(), null, false);
    List<PathPattern> parsed = Stream.of(patterns).map(PathPattern::parse).toList();
    return TreeComposition.of(
        tree(change).files(), tree(base).files(), PathPatterns.of(parsed, workTree));
  }

  private GitTree tree(String commit) {
    return CommitReader.tree(GitRepository.open(repository.root()), GitId.of(commit));
  }

  private static GitTree complete(TreeComposition composition) {
    return assertThat(composition)
        .asInstanceOf(type(TreeComposition.Complete.class))
        .actual()
        .tree();
  }

  @Test
  void of_patterns_takesTheBasesFilesAndDropsTheChanges() {
    repository.write("src/app", "new").write("test/a", "weak").write("test/c", "added");
    repository.sh("rm test/b");

    GitTree tree = complete(compose("test/"));

    repository.sh("git checkout -q " + base + " -- test; git rm -q --cached test/c; rm test/c");
    repository.git("add", "-A");
    assertThat(tree.id().hex()).isEqualTo(repository.git("write-tree"));
    assertThat(tree.files().keySet())
        .extracting(RepoPath::display)
        .containsExactly("src/app", "test/a", "test/b");
  }

  @Test
  void of_noPatterns_isTheChange() {
    repository.write("src/app", "new");

    GitTree tree = complete(compose());

    assertThat(tree.id().hex()).isEqualTo(repository.git("rev-parse", "HEAD^{tree}"));
  }

  @Test
  void of_linkPrefix_isObstructed() {
    repository.sh("mkdir evil; echo x > evil/a; rm -r test; ln -s evil test");

    assertThat(compose("a"))
        .asInstanceOf(type(TreeComposition.Obstructed.class))
        .satisfies(
            found ->
                assertThat(found.obstructions())
                    .extracting(TreeComposition.Obstruction::describe)
                    .contains(
                        "The base's file test/a cannot be restored: test is a symbolic link now."));
  }

  @Test
  void of_filePrefix_isObstructed() {
    repository.sh("rm -r test; echo x > test");

    assertThat(compose("a")).isInstanceOf(TreeComposition.Obstructed.class);
  }

  @Test
  void of_linkThatAPatternNames_isReplacedByTheBasesDirectory() {
    repository.sh("mkdir evil; echo x > evil/a; rm -r test; ln -s evil test");

    assertThat(complete(compose("test/**")).files())
        .containsEntry(RepoPath.of("test/a"), tree(base).files().get(RepoPath.of("test/a")));
  }

  @Test
  void of_directoryInPlaceOfAFile_isReplacedByTheBasesFile() {
    repository.sh("rm src/app; mkdir src/app; echo x > src/app/x");

    assertThat(complete(compose("app")).files().keySet())
        .extracting(RepoPath::display)
        .containsExactly("src/app", "test/a", "test/b");
  }
}
