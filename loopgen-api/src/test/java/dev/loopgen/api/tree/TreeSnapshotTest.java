package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.fixture.SampleTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class TreeSnapshotTest {

  private static final TreeEntry FILE = SampleTrees.file(1);
  private static final TreeEntry EDITED = SampleTrees.file(2);
  private static final TreeEntry EXECUTABLE = new TreeEntry(FileMode.EXECUTABLE, FILE.id());

  @Test
  void changesSince_snapshot_listsEveryDifferenceInOrder() {
    TreeSnapshot before =
        SampleTrees.snapshot(Map.of("a", FILE, "b", FILE, "d", FILE, "same", FILE, "z", FILE));
    TreeSnapshot after =
        SampleTrees.snapshot(
            Map.of("a", EDITED, "c", FILE, "d", EXECUTABLE, "same", FILE, "zz", FILE));

    List<PathChange> changes = after.changesSince(before);

    assertThat(changes)
        .containsExactly(
            new PathChange(RepoPath.of("a"), FILE, EDITED),
            new PathChange(RepoPath.of("b"), FILE, null),
            new PathChange(RepoPath.of("c"), null, FILE),
            new PathChange(RepoPath.of("d"), FILE, EXECUTABLE),
            new PathChange(RepoPath.of("z"), FILE, null),
            new PathChange(RepoPath.of("zz"), null, FILE));
  }

  @Test
  void changesSince_equalSnapshot_isEmpty() {
    TreeSnapshot snapshot = SampleTrees.snapshot(Map.of("a", FILE, "b", EDITED));

    assertThat(snapshot.changesSince(SampleTrees.snapshot(Map.of("b", EDITED, "a", FILE))))
        .isEmpty();
  }

  @Test
  void changesSince_emptySnapshot_listsEverything() {
    TreeSnapshot empty = SampleTrees.snapshot(Map.of());
    TreeSnapshot full = SampleTrees.snapshot(Map.of("a", FILE, "b", FILE));

    assertThat(full.changesSince(empty)).extracting(PathChange::verb).containsOnly("added");
    assertThat(empty.changesSince(full)).extracting(PathChange::verb).containsOnly("deleted");
    assertThat(full.changesSince(empty)).hasSize(2);
  }

  @Test
  void changesSince_renamedFile_isTwoChanges() {
    TreeSnapshot before = SampleTrees.snapshot(Map.of("old", FILE));
    TreeSnapshot after = SampleTrees.snapshot(Map.of("new", FILE));

    assertThat(after.changesSince(before))
        .containsExactly(
            new PathChange(RepoPath.of("new"), null, FILE),
            new PathChange(RepoPath.of("old"), FILE, null));
  }

  @Test
  void changesSince_base_comparesWithItsTree() {
    Base base = new FixedBase(SampleTrees.tree(Map.of("a", FILE)));
    TreeSnapshot snapshot = SampleTrees.snapshot(Map.of("a", EDITED));

    assertThat(snapshot.changesSince(base))
        .containsExactly(new PathChange(RepoPath.of("a"), FILE, EDITED));
  }

  @Property(tries = 500)
  void changes_anyTwoTrees_listExactlyThePathsThatDiffer(
      @ForAll("trees") Map<String, TreeEntry> one, @ForAll("trees") Map<String, TreeEntry> other) {
    TreeSet<RepoPath> paths = new TreeSet<>(SampleTrees.tree(one).keySet());
    paths.addAll(SampleTrees.tree(other).keySet());
    List<PathChange> expected = new ArrayList<>();
    for (RepoPath path : paths) {
      TreeEntry before = SampleTrees.tree(one).get(path);
      TreeEntry after = SampleTrees.tree(other).get(path);
      if (before == null ? after != null : !before.equals(after)) {
        expected.add(new PathChange(path, before, after));
      }
    }

    assertThat(TreeSnapshot.changes(SampleTrees.tree(one), SampleTrees.tree(other)))
        .isEqualTo(expected);
  }

  @Provide
  Arbitrary<Map<String, TreeEntry>> trees() {
    return Arbitraries.maps(
            Arbitraries.strings().withChars("ab\u00e9").ofMinLength(1).ofMaxLength(2),
            Arbitraries.of(FILE, EDITED, EXECUTABLE))
        .ofMaxSize(8);
  }

  @Test
  void entries_ofASnapshot_cannotBeChanged() {
    TreeSnapshot snapshot = SampleTrees.snapshot(Map.of("a", FILE));

    assertThatThrownBy(() -> snapshot.entries().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> snapshot.watched().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> snapshot.staged().add(null))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private record FixedBase(NavigableMap<RepoPath, TreeEntry> tree) implements Base {

    @Override
    public Optional<GitId> commit() {
      return Optional.empty();
    }

    @Override
    public Base.Rule rule() {
      return Base.Rule.NO_COMMIT;
    }

    @Override
    public boolean guessed() {
      return false;
    }

    @Override
    public Optional<String> reference() {
      return Optional.empty();
    }

    @Override
    public GitId treeId() {
      return SampleTrees.id(0);
    }

    @Override
    public Optional<NavigableMap<RepoPath, TreeEntry>> trustedTree() {
      return Optional.of(new TreeMap<>());
    }

    @Override
    public Optional<byte[]> read(RepoPath path) {
      return Optional.empty();
    }

    @Override
    public boolean ignores(RepoPath path) {
      return false;
    }

    @Override
    public List<ChangeDetector.CommittedChange> history(PathPatterns guard) {
      return List.of();
    }
  }
}
