package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever form git writes an index in, it holds what git lists. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class IndexFormsTest {

  private static final String CONFLICT =
      "git checkout -q -b other; echo 2 > f1; git commit -qam o; git checkout -q main;"
          + " echo 3 > f1; git commit -qam m; git merge -q other || true";

  @TempDir private Path root;
  private TestRepository git;

  @BeforeEach
  void commitFiles() {
    git = TestRepository.init(root);
    git.sh("mkdir -p d/e g; for i in $(seq 300); do echo $i > f$i; done");
    git.sh("for i in $(seq 20); do echo $i > d/$i; echo $i > d/e/$i; echo $i > g/$i; done");
    git.commitAll("first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git update-index --index-version 2",
        "git update-index --index-version 3; echo n > new; git add -N new",
        "git update-index --index-version 4; echo n > new; git add new",
        "git update-index --untracked-cache; git status",
        "git config core.fsmonitor true; git update-index --fsmonitor; git status",
        "git config index.threads 4; git config index.recordEndOfIndexEntries true;"
            + " git config index.recordOffsetTable true; echo n > new; git add new",
        "git update-index --assume-unchanged f1; git update-index --skip-worktree f2",
        CONFLICT,
      })
  void read_wholeIndex_hasWhatGitLists(String script) {
    git.sh(script);

    assertIsWhatGitLists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "echo n > new; git add new",
        "echo n > f7; echo n > f200; git add -A",
        "rm f7 f8 d/e/*; git add -A",
        "rm f*; git add -A",
        "rm f7; echo n > f8; echo n > 0first; echo n > zlast; git add -A",
        "git update-index --index-version 4; rm f7; echo n > f8; echo n > new; git add -A",
        "echo n > new; git add -N new",
        "git rm -q --cached -r d",
        "rm f7; git add -A; git checkout HEAD f7",
        CONFLICT,
        CONFLICT + "; git add f1",
      })
  void read_splitIndex_hasWhatGitLists(String script) {
    git.git("config", "splitIndex.maxPercentChange", "100");
    git.git("update-index", "--split-index");
    git.sh(script);

    assertThat(git.sh("ls .git")).contains("sharedindex.");
    assertIsWhatGitLists();
  }

  @Test
  void read_splitIndexAfterRandomChanges_hasWhatGitLists() {
    Random random = new Random(12);
    git.git("config", "splitIndex.maxPercentChange", "80");
    git.git("update-index", "--split-index");
    for (int i = 0; i < 12; i++) {
      StringBuilder script = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        String file = "f" + random.nextInt(320);
        script.append(random.nextBoolean() ? "rm -f " + file : "echo " + i + " > " + file);
        script.append(";");
      }
      git.sh(script + "git add -A");

      assertIsWhatGitLists();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "echo n > d/new; git add d/new",
        "git sparse-checkout add g",
        "rm f7; git add f7"
      })
  void read_sparseIndex_hasWhatGitListsOfTheWholeTree(String script) {
    git.git("sparse-checkout", "set", "--cone", "--sparse-index", "d/e");
    assertThat(git.git("ls-files", "--sparse")).contains("\ng/");
    git.sh(script);

    assertIsWhatGitLists();
  }

  @Test
  void read_sharedIndexMissingOrOfAnother_isRefused() throws IOException {
    git.git("update-index", "--split-index");
    git.sh("echo n > new; git add new");
    Path shared;
    try (var files = Files.newDirectoryStream(root.resolve(".git"), "sharedindex.*")) {
      shared = files.iterator().next();
    }
    byte[] bytes = Files.readAllBytes(shared);
    byte[] other = bytes.clone();
    other[other.length - 1] ^= 1;
    Files.write(shared, other);
    assertIsRefused("split");
    Files.write(shared, Arrays.copyOf(bytes, bytes.length / 2));
    assertIsRefused("");
    Files.delete(shared);
    assertIsRefused("split");
  }

  @Test
  void read_anyByteOfASplitOrSparseIndexChanged_isReadOrRefusedWithASentence() throws IOException {
    git.git("update-index", "--split-index");
    git.sh("rm f7; echo n > f8; echo n > new; git add -A");
    assertAnyChangeIsHandled();
    git.git("update-index", "--no-split-index");
    git.git("sparse-checkout", "set", "--cone", "--sparse-index", "d/e");
    assertAnyChangeIsHandled();
  }

  private void assertAnyChangeIsHandled() throws IOException {
    Path file = root.resolve(".git/index");
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] other = bytes.clone();
      int from = i % 2 == 0 ? 0 : Math.max(0, bytes.length - 120);
      other[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
      Files.write(file, other);
      try {
        read();
      } catch (RepositoryException withASentence) {
        assertThat(withASentence).hasMessageEndingWith(".");
      }
    }
    Files.write(file, bytes);
  }

  @Test
  void read_indexIsAPipe_isRefusedAndNotOpened() {
    git.sh("rm .git/index; mkfifo .git/index");

    assertIsRefused("regular file");
  }

  private void assertIsRefused(String word) {
    assertThatThrownBy(this::read)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining(word);
  }

  private void assertIsWhatGitLists() {
    List<String> expected = git.git("ls-files", "-s").lines().toList();

    assertThat(read().entries().stream().map(IndexFormsTest::line).toList()).isEqualTo(expected);
    List<String> skipped =
        git.sh("git ls-files -t | grep '^S ' | cut -c3- || true").lines().toList();
    assertThat(
            read().entries().stream()
                .filter(GitIndex.Entry::skipWorktree)
                .map(entry -> entry.path().display()))
        .containsExactlyElementsOf(skipped);
  }

  @Test
  void read_filesOfTheBase_sharesThemWhereTheyAreTheSame() {
    RepoPath same = RepoPath.of("f1");
    RepoPath other = RepoPath.of("f2");
    TreeEntry content =
        read().entries().stream().filter(at(same)).findFirst().orElseThrow().content();
    TreeEntry none = new TreeEntry(FileMode.REGULAR, ContentHasher.EMPTY_BLOB);
    GitIndex index = read(SortedArrayMap.of(List.of(same, other), List.of(content, none)));

    GitIndex.Entry shared = index.entries().stream().filter(at(same)).findFirst().orElseThrow();
    assertThat(shared.path()).isSameAs(same);
    assertThat(shared.content()).isSameAs(content);
    GitIndex.Entry changed = index.entries().stream().filter(at(other)).findFirst().orElseThrow();
    assertThat(changed.path()).isSameAs(other);
    assertThat(changed.content()).isNotEqualTo(none);
    assertThat(index.entries()).isEqualTo(read().entries());
  }

  private static Predicate<GitIndex.Entry> at(RepoPath path) {
    return entry -> entry.path().equals(path);
  }

  private GitIndex read() {
    return read(SortedArrayMap.of(List.of(), List.of()));
  }

  private GitIndex read(SortedArrayMap<RepoPath, TreeEntry> like) {
    GitRepository repository = GitRepository.open(root);
    return GitIndex.read(root.resolve(".git/index"), repository.objects(), GitIndex.NONE, like);
  }

  private static String line(GitIndex.Entry entry) {
    return "%s %s %d\t%s"
        .formatted(
            entry.content().mode().octal(),
            entry.content().id().hex(),
            entry.stage(),
            entry.path().display());
  }
}
