package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.fixture.SampleTrees;
import dev.loopgen.api.tree.TreeSnapshot.WatchedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TreeValuesTest {

  private static final RepoPath PATH = RepoPath.of("a\tb");
  private static final TreeEntry FILE = SampleTrees.file(1);

  @Test
  void verb_change_saysWhatHappened() {
    TreeEntry link = new TreeEntry(FileMode.SYMLINK, FILE.id());

    assertThat(new PathChange(PATH, null, FILE).verb()).isEqualTo("added");
    assertThat(new PathChange(PATH, FILE, null).verb()).isEqualTo("deleted");
    assertThat(new PathChange(PATH, FILE, SampleTrees.file(2)).verb()).isEqualTo("modified");
    assertThat(new PathChange(PATH, FILE, link).verb()).isEqualTo("mode changed");
  }

  @Test
  void pathChange_equalSides_isRefused() {
    assertThatThrownBy(() -> new PathChange(PATH, FILE, SampleTrees.file(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both sides are equal at \"a\\tb\"");
    assertThatThrownBy(() -> new PathChange(PATH, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void workTree_relativeRoot_isMadeAbsolute() {
    WorkTree workTree = new WorkTree(Path.of("a/../b"), null, false);

    assertThat(workTree.root()).isEqualTo(Path.of("b").toAbsolutePath());
  }

  @Test
  void inProject_projectIsTheRepository_isThePathItself() {
    WorkTree workTree = new WorkTree(Path.of("w"), null, false);

    assertThat(workTree.project()).isEmpty();
    assertThat(workTree.inProject("a/b")).isEqualTo(RepoPath.of("a/b"));
  }

  @Test
  void inProject_projectInTheRepository_isBelowTheProject() {
    WorkTree workTree = new WorkTree(Path.of("w"), RepoPath.of("apps/shop"), false);

    assertThat(workTree.project()).contains(RepoPath.of("apps/shop"));
    assertThat(workTree.inProject("a/b")).isEqualTo(RepoPath.of("apps/shop/a/b"));
  }

  @Test
  void baseRequest_defaults_trustNothingInParticular() {
    BaseRequest request = BaseRequest.defaults();

    assertThat(request.trustedRevision()).isNull();
    assertThat(request.requestedRevision()).isNull();
    assertThat(request.verifiedCommits()).isEmpty();
  }

  @Test
  void baseRequest_listChangedAfterwards_keepsItsCommits() {
    List<GitId> commits = new ArrayList<>(List.of(SampleTrees.id(1)));

    BaseRequest request = new BaseRequest(null, null, commits);
    commits.clear();

    assertThat(request.verifiedCommits()).containsExactly(SampleTrees.id(1));
  }

  @Test
  void label_everyRule_isDistinctAndOfLowerCaseWords() {
    assertThat(Base.Rule.values())
        .extracting(Base.Rule::id)
        .doesNotHaveDuplicates()
        .allMatch(label -> label.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void commit_head_isThatOfTheCommit() {
    assertThat(head(null, "refs").commit()).isEmpty();
    assertThat(head(SampleTrees.id(1), "refs").commit()).contains(SampleTrees.id(1));
  }

  private static RepositoryHead head(GitId commit, String refsDigest) {
    return new RepositoryHead(commit, null, null, null, refsDigest, new TreeMap<>(), null);
  }

  static Stream<Named<ThrowingCallable>> nulls() {
    return Stream.of(
        Named.of("path of a change", () -> new PathChange(null, null, FILE)),
        Named.of("mode of an entry", () -> new TreeEntry(null, FILE.id())),
        Named.of("id of an entry", () -> new TreeEntry(FileMode.REGULAR, null)),
        Named.of("mode of a watched file", () -> new WatchedFile(null, "")),
        Named.of("digest of a watched file", () -> new WatchedFile(FileMode.REGULAR, null)),
        Named.of(
            "commit",
            () -> new ChangeDetector.CommittedChange(null, new PathChange(PATH, null, FILE))),
        Named.of("change of a commit", () -> new ChangeDetector.CommittedChange(FILE.id(), null)),
        Named.of("digest of the refs", () -> head(null, null)),
        Named.of("root of a work tree", () -> new WorkTree(null, null, false)),
        Named.of("commits of a request", () -> new BaseRequest(null, null, null)),
        Named.of("text of a path", () -> RepoPath.of((String) null)),
        Named.of("text of an id", () -> GitId.of(null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void constructor_null_isRefused(ThrowingCallable construction) {
    assertThatThrownBy(construction).isInstanceOf(NullPointerException.class);
  }
}
