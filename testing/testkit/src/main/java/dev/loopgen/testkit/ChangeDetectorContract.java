package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link ChangeDetector} as JUnit tests. Extend it and define how to create a work
 * tree.
 *
 * <p>Covers what applies to any detector. Ways of hiding a change depend on the repository format
 * and need the implementation's own tests.
 */
public abstract class ChangeDetectorContract {

  private static final Map<String, String> BASE =
      Map.of("a.txt", "one\n", "dir/b.txt", "two\n", "dir.txt", "three\n");

  /** For subclasses. */
  protected ChangeDetectorContract() {}

  /**
   * Opens a detector on a work tree.
   *
   * @param base the texts of the base's files by path
   * @param disk the texts of the files on disk by path
   * @return a detector that sees exactly these
   * @throws Exception if the work tree cannot be created
   */
  protected abstract ChangeDetector open(Map<String, String> base, Map<String, String> disk)
      throws Exception;

  @Test
  final void snapshot_untouchedWorkTree_hasNoChange() throws Exception {
    ChangeDetector detector = open(BASE, BASE);
    Base base = detector.resolveBase(BaseRequest.defaults());

    TreeSnapshot snapshot = snapshot(detector);

    assertThat(snapshot.changesSince(base)).isEmpty();
    assertThat(snapshot.entries()).isEqualTo(base.tree());
  }

  @Test
  final void snapshot_fileAddedEditedAndRemoved_areTheChangesInOrder() throws Exception {
    Map<String, String> disk = new TreeMap<>(BASE);
    disk.put("a.txt", "edited\n");
    disk.put("dir/new.txt", "new\n");
    disk.remove("dir.txt");
    ChangeDetector detector = open(BASE, disk);

    TreeSnapshot snapshot = snapshot(detector);

    assertThat(snapshot.changesSince(detector.resolveBase(BaseRequest.defaults())))
        .extracting(PathChange::path, PathChange::verb)
        .containsExactly(
            tuple(RepoPath.of("a.txt"), "modified"),
            tuple(RepoPath.of("dir.txt"), "deleted"),
            tuple(RepoPath.of("dir/new.txt"), "added"));
  }

  @Test
  final void snapshot_changedFile_hasTheDigestOfItsContent() throws Exception {
    Map<String, String> disk = new TreeMap<>(BASE);
    disk.put("a.txt", "abc");

    assertThat(snapshot(open(BASE, disk)).contentSha256())
        .containsEntry(
            RepoPath.of("a.txt"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  final void snapshot_file_hasTheIdOfItsBlob() throws Exception {
    ChangeDetector detector = open(Map.of("a", "hello\n"), Map.of("a", "hello\n"));

    GitId blob = GitId.of("ce013625030ba8dba906f756967f9e9ca394464a");
    assertThat(snapshot(detector).entries())
        .containsEntry(RepoPath.of("a"), new TreeEntry(FileMode.REGULAR, blob));
  }

  @Test
  final void snapshot_sameContentTwice_isTheSameTree() throws Exception {
    ChangeDetector detector = open(BASE, BASE);

    assertThat(snapshot(detector).treeId()).isEqualTo(snapshot(detector).treeId());
  }

  @Test
  final void snapshot_anyOtherContent_isAnotherTree() throws Exception {
    Map<String, String> moved = new TreeMap<>(BASE);
    moved.put("moved.txt", String.valueOf(moved.remove("a.txt")));
    Map<String, String> edited = new TreeMap<>(BASE);
    edited.put("a.txt", "other\n");

    List<TreeSnapshot> snapshots =
        List.of(
            snapshot(open(BASE, BASE)), snapshot(open(BASE, moved)), snapshot(open(BASE, edited)));

    assertThat(snapshots).extracting(TreeSnapshot::treeId).doesNotHaveDuplicates();
  }

  @Test
  final void base_file_isReadAndAMissingOneIsEmpty() throws Exception {
    Base base = open(BASE, Map.of()).resolveBase(BaseRequest.defaults());

    assertThat(base.read(RepoPath.of("a.txt")))
        .hasValueSatisfying(
            bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("one\n"));
    assertThat(base.read(RepoPath.of("missing"))).isEmpty();
    assertThat(base.read(RepoPath.of("dir"))).isEmpty();
  }

  @Test
  final void resolveBase_unknownRevision_isAnErrorAndNeverAnotherBase() throws Exception {
    ChangeDetector detector = open(BASE, BASE);

    assertThatThrownBy(
            () -> detector.resolveBase(new BaseRequest(null, "no-such-revision", List.of())))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("no-such-revision");
  }

  private static TreeSnapshot snapshot(ChangeDetector detector) throws InterruptedException {
    return detector.snapshot(
        new SnapshotRequest(
            detector.resolveBase(BaseRequest.defaults()),
            PathPatterns.of(List.of(PathPattern.parse("secret")), detector.workTree()),
            HashingMode.CONTENT));
  }
}
