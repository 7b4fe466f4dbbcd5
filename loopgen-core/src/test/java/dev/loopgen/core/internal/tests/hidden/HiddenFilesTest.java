package dev.loopgen.core.internal.tests.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.HiddenChecks;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where hidden checks may lie, and what of them may be laid over a tree. */
@Tag("slow")
final class HiddenFilesTest {

  private static final String SECRET = "secret";

  @TempDir private Path directory;
  private TestRepository project;
  private TestRepository checks;
  private WorkTree workTree;

  @BeforeEach
  void makeBoth() {
    project = TestRepository.init(directory.resolve("project"));
    project.write("a.txt", "a\n").commitAll("base");
    checks = TestRepository.init(directory.resolve("checks"));
    checks.write("deep/" + SECRET + ".test", "true\n").commitAll("checks");
    workTree = new WorkTree(project.root(), null, false);
  }

  private HiddenFiles read(HiddenChecks from, String place) {
    return HiddenFiles.read(from, workTree, place);
  }

  private void refuses(HiddenChecks from, String reason) {
    assertThatThrownBy(() -> read(from, ""))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining(SECRET);
  }

  private HiddenChecks bare() {
    checks.sh("git clone -q --bare . '" + directory.resolve("bare.git") + "'");
    return HiddenChecks.in(directory.resolve("bare.git"), "HEAD");
  }

  @Test
  void bareRepository_givesTheFilesOfTheRevision() {
    Map<RepoPath, byte[]> files = read(bare(), "test/").files();

    assertThat(files).containsOnlyKeys(RepoPath.of("test/deep/" + SECRET + ".test"));
    assertThat(files.values().iterator().next()).asString().isEqualTo("true\n");
  }

  @Test
  void revision_mayBeABranchATagOrAnId() {
    checks.sh("git tag -a v1 -m v1; git branch other");
    String commit = checks.git("rev-parse", "HEAD").strip();
    String tree = checks.git("rev-parse", "HEAD^{tree}").strip();

    for (String revision : new String[] {"v1", "other", "refs/heads/other", commit, tree}) {
      assertThat(read(HiddenChecks.in(checks.root(), revision), "").files()).hasSize(1);
    }
  }

  @Test
  void revisionThatIsNotThere_isRefused() {
    refuses(HiddenChecks.in(checks.root(), "nowhere"), "their revision cannot be read");
    refuses(HiddenChecks.in(checks.root(), "1".repeat(40)), "cannot be read");
  }

  @Test
  void damagedObject_isRefused() {
    checks.sh(
        "blob=$(git rev-parse HEAD:deep/secret.test);"
            + " file=.git/objects/$(echo $blob | cut -c1-2)/$(echo $blob | cut -c3-);"
            + " other=$(echo false | git hash-object -w --stdin);"
            + " cp -f .git/objects/$(echo $other | cut -c1-2)/$(echo $other | cut -c3-) $file");

    refuses(HiddenChecks.in(checks.root(), "HEAD"), "their revision cannot be read");
  }

  @Test
  void linkInTheRevision_isRefused() {
    checks.sh("ln -s /etc/passwd secret-link; git add -A; git commit -qm link");

    refuses(HiddenChecks.in(checks.root(), "HEAD"), "no regular file");
  }

  @Test
  void cloneThatBorrowsItsObjects_isRefused() {
    project.sh(
        "echo '" + checks.root().resolve(".git/objects") + "' > .git/objects/info/alternates");

    refuses(HiddenChecks.in(checks.root(), "HEAD"), "outside the repository");
  }

  @Test
  void checksThatBorrowTheirObjects_areRefused() {
    checks.sh("git clone -q --bare --shared . '" + directory.resolve("borrowing.git") + "'");

    refuses(HiddenChecks.in(directory.resolve("borrowing.git"), "HEAD"), "cannot be read");
  }

  @Test
  void gitDirectoryOfTheProjectOrAroundIt_isRefused() {
    refuses(HiddenChecks.in(project.root().resolve(".git"), "HEAD"), "outside the repository");
    refuses(HiddenChecks.in(directory), "outside the repository");
    refuses(HiddenChecks.in(project.root()), "outside the repository");
  }

  @Test
  void linkToTheProject_isRefused() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), project.root());

    refuses(HiddenChecks.in(link), "outside the repository");
  }

  @Test
  void directoryWithAGitDirectory_isRefused() {
    refuses(HiddenChecks.in(checks.root()), "hold a git directory");
  }

  @Test
  void emptyOrMissingDirectory_isRefused() throws Exception {
    refuses(HiddenChecks.in(Files.createDirectory(directory.resolve("empty"))), "there are none");
    refuses(HiddenChecks.in(directory.resolve("missing")), "cannot be read");
  }

  @Test
  void filesOfTheTreeInTheWay_areReplacedButDirectoriesAreNot() {
    HiddenFiles files = new HiddenFiles(Map.of(RepoPath.of("test/x"), new byte[0]));
    TreeMap<RepoPath, TreeEntry> tree = new TreeMap<>();
    TreeEntry entry = new TreeEntry(FileMode.REGULAR, GitId.of("1".repeat(40)));
    tree.put(RepoPath.of("test/x"), entry);
    tree.put(RepoPath.of("test/y"), entry);

    assertThat(files.clear(tree)).containsOnlyKeys(RepoPath.of("test/y"));
    tree.put(RepoPath.of("test/x/inner"), entry);
    tree.remove(RepoPath.of("test/x"));
    assertThatThrownBy(() -> files.clear(tree)).isInstanceOf(RepositoryException.class);
    assertThatThrownBy(() -> files.clear(new TreeMap<>(Map.of(RepoPath.of("test"), entry))))
        .isInstanceOf(RepositoryException.class);
  }
}
