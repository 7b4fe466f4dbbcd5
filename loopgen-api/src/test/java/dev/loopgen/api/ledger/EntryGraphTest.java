package dev.loopgen.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class EntryGraphTest {

  private final Map<Sha256, List<Sha256>> parents = new LinkedHashMap<>();

  private final Sha256 first = entry("first");
  private final Sha256 main = entry("main", first);
  private final Sha256 branch = entry("branch", first);
  private final Sha256 onBranch = entry("on branch", branch);
  private final Sha256 joined = entry("joined", main, onBranch);
  private final Sha256 last = entry("last", joined);

  @Test
  void leaves_line_areTheEntriesInOrder() {
    assertThat(graph().leaves(onBranch)).containsExactly(first, branch, onBranch);
  }

  @Test
  void leaves_join_areTheFirstParentsThenWhatTheOtherBrings() {
    assertThat(graph().leaves(last)).containsExactly(first, main, branch, onBranch, joined, last);
  }

  @Test
  void treeHead_entry_isTheTreeOfItsLeaves() {
    MerkleTree tree = MerkleTree.empty();
    List.of(first, main, branch, onBranch, joined).forEach(leaf -> tree.append(leaf));

    assertThat(graph().treeHead(joined)).contains(new TreeHead(joined, 5, tree.root()));
    assertThat(graph().treeHead(Sha256.ofHex("f".repeat(64)))).isEmpty();
  }

  @Test
  void heads_joinedAndForked_areTheEntriesWithoutChildren() {
    assertThat(graph().heads()).containsExactly(last);

    Sha256 late = entry("late", main);

    assertThat(graph().heads()).containsExactly(last, late);
  }

  @Test
  void isLinear_forkOrJoinOrSecondRoot_isFalse() {
    assertThat(graph().isLinear()).isFalse();
    parents.keySet().removeAll(List.of(branch, onBranch, joined, last));
    assertThat(graph().isLinear()).isTrue();
    entry("another root");
    assertThat(graph().isLinear()).isFalse();
  }

  @Test
  void orphans_entryWhoseParentIsGone_isFound() {
    parents.remove(branch);

    assertThat(graph().orphans()).containsExactly(onBranch);
  }

  @Test
  void isAncestor_acrossJoins_followsEveryParent() {
    EntryGraph graph = graph();

    assertThat(graph.isAncestor(branch, last)).isTrue();
    assertThat(graph.isAncestor(last, last)).isTrue();
    assertThat(graph.isAncestor(branch, main)).isFalse();
    assertThat(graph.isAncestor(last, branch)).isFalse();
  }

  @Test
  void meets_checkpointOfAnyEntry_isMetAndNoOther() {
    EntryGraph graph = graph();

    for (Sha256 entry : parents.keySet()) {
      TreeHead head = graph.treeHead(entry).orElseThrow();
      assertThat(graph.meets(new Checkpoint("shop", head.size(), head.root()))).isTrue();
      assertThat(graph.meets(new Checkpoint("shop", head.size() + 1, head.root()))).isFalse();
      assertThat(graph.meets(new Checkpoint("shop", head.size(), entry))).isFalse();
    }
  }

  @Test
  void find_checkpointOfAnyEntry_isTheTreeOfThatEntry() {
    EntryGraph graph = graph();

    for (Sha256 entry : parents.keySet()) {
      TreeHead head = graph.treeHead(entry).orElseThrow();
      assertThat(graph.find(new Checkpoint("shop", head.size(), head.root()))).contains(head);
    }
    assertThat(graph.find(new Checkpoint("shop", 1, Sha256.ofHex("0".repeat(64))))).isEmpty();
  }

  @Test
  void build_hashesThatClaimToDescendFromEachOther_endsAllTheSame() {
    Sha256 a = Sha256.ofHex("a".repeat(64));
    Sha256 b = Sha256.ofHex("b".repeat(64));
    parents.clear();
    parents.put(a, List.of(b));
    parents.put(b, List.of(a));

    EntryGraph graph = graph();

    assertThat(graph.heads()).isEmpty();
    assertThat(graph.leaves(a)).hasSize(2);
    assertThat(graph.meets(new Checkpoint("shop", 9, a))).isFalse();
    assertThat(graph.isAncestor(a, b)).isTrue();
  }

  @Property(tries = 300)
  void leaves_anyGraph_growAtTheEndAlongFirstParentsAndHoldEveryAncestor(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll long seed) {
    Random random = new Random(seed);
    randomGraph(size, random);
    EntryGraph graph = graph();

    parents.forEach(
        (entry, named) -> {
          List<Sha256> leaves = graph.leaves(entry).toList();
          assertThat(leaves).doesNotHaveDuplicates().endsWith(entry);
          assertThat(Set.copyOf(leaves)).isEqualTo(ancestors(entry));
          if (!named.isEmpty()) {
            List<Sha256> before = graph.leaves(named.get(0)).toList();
            assertThat(leaves).startsWith(before.toArray(Sha256[]::new));
          }
          for (Sha256 leaf : leaves) {
            assertThat(leaves.subList(0, leaves.indexOf(leaf))).containsAll(parents.get(leaf));
          }
        });
  }

  @Property(tries = 200)
  void treeHead_anyOrderOfLines_isTheSame(
      @ForAll @IntRange(min = 1, max = 30) int size, @ForAll long seed) {
    Random random = new Random(seed);
    randomGraph(size, random);
    EntryGraph graph = graph();
    List<Sha256> shuffled = new ArrayList<>(parents.keySet());
    Collections.shuffle(shuffled, random);
    EntryGraph.Builder builder = new EntryGraph.Builder();
    shuffled.forEach(entry -> builder.add(entry, parents.get(entry)));
    EntryGraph reordered = builder.build();

    assertThat(parents.keySet())
        .allSatisfy(
            entry -> assertThat(reordered.treeHead(entry)).isEqualTo(graph.treeHead(entry)));
    assertThat(Set.copyOf(reordered.heads().toList()))
        .isEqualTo(Set.copyOf(graph.heads().toList()));
  }

  @Property(tries = 200)
  void headTrees_anyGraph_areThoseOfEachHeadAndEveryTreeIsFound(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll long seed) {
    randomGraph(size, new Random(seed));
    EntryGraph graph = graph();
    List<TreeHead> found = new ArrayList<>();

    graph.headTrees((head, tree) -> found.add(new TreeHead(head, tree.size(), tree.root())));

    assertThat(found)
        .isEqualTo(graph.heads().map(head -> graph.treeHead(head).orElseThrow()).toList());
    for (Sha256 entry : parents.keySet()) {
      TreeHead head = graph.treeHead(entry).orElseThrow();
      Checkpoint checkpoint = new Checkpoint("log", head.size(), head.root());
      assertThat(graph.find(checkpoint)).contains(head);
      assertThat(graph.find(new Checkpoint("log", head.size() + 1, head.root()))).isEmpty();
    }
  }

  private void randomGraph(int size, Random random) {
    parents.clear();
    List<Sha256> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Sha256> candidates = new ArrayList<>(all);
      Collections.shuffle(candidates, random);
      int count = Math.min(candidates.size(), random.nextInt(10) < 7 ? 1 : random.nextInt(4));
      all.add(entry("entry " + i, candidates.subList(0, count).toArray(Sha256[]::new)));
    }
  }

  private Set<Sha256> ancestors(Sha256 entry) {
    Set<Sha256> found = new HashSet<>(Set.of(entry));
    parents.get(entry).forEach(parent -> found.addAll(ancestors(parent)));
    return found;
  }

  private EntryGraph graph() {
    EntryGraph.Builder builder = new EntryGraph.Builder();
    parents.forEach(builder::add);
    return builder.build();
  }

  private Sha256 entry(String name, Sha256... named) {
    Sha256 hash = MerkleTree.leafHash(name.getBytes(StandardCharsets.UTF_8));
    parents.put(hash, List.of(named));
    return hash;
  }
}
