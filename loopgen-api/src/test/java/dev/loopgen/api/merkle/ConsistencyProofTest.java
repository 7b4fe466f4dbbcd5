package dev.loopgen.api.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
final class ConsistencyProofTest {

  private static final int MOST = 70;

  @Test
  void of_everyPairOfSizes_isTheProofOfTheDefinition() {
    List<Sha256> all = MerkleLeaves.hashes(MOST);
    for (int size = 1; size <= MOST; size++) {
      List<Sha256> hashes = all.subList(0, size);
      for (int old = 1; old <= size; old++) {
        ConsistencyProof proof = ConsistencyProof.of(old, size, all.iterator());

        assertThat(proof)
            .isEqualTo(new ConsistencyProof(old, size, MerkleLeaves.subproof(old, hashes, true)));
        assertThat(
                proof.proves(MerkleLeaves.root(hashes.subList(0, old)), MerkleLeaves.root(hashes)))
            .isTrue();
      }
    }
  }

  @Test
  void proves_rootsOfOtherSizes_isFalse() {
    List<Sha256> hashes = MerkleLeaves.hashes(18);
    List<Sha256> roots =
        IntStream.rangeClosed(0, 18)
            .mapToObj(size -> MerkleLeaves.root(hashes.subList(0, size)))
            .toList();
    for (int size = 1; size <= 17; size++) {
      for (int old = 1; old <= size; old++) {
        ConsistencyProof proof = ConsistencyProof.of(old, size, hashes.iterator());
        for (int otherOld = 0; otherOld <= 18; otherOld++) {
          for (int other = 0; other <= 18; other++) {
            boolean same = old == size ? otherOld == other : otherOld == old && other == size;
            assertThat(proof.proves(roots.get(otherOld), roots.get(other))).isEqualTo(same);
          }
        }
      }
    }
  }

  @Test
  void proves_mutatedPath_isFalse() {
    for (int size = 1; size <= 33; size++) {
      List<Sha256> hashes = MerkleLeaves.hashes(size);
      for (int old = 0; old <= size; old++) {
        List<Sha256> path = ConsistencyProof.of(old, size, hashes.iterator()).path();
        Sha256 oldRoot = MerkleLeaves.root(hashes.subList(0, old));
        for (List<Sha256> mutation : MerkleLeaves.mutations(path)) {
          ConsistencyProof mutated = new ConsistencyProof(old, size, mutation);
          assertThat(mutated.proves(oldRoot, MerkleLeaves.root(hashes))).isFalse();
        }
      }
    }
  }

  @Test
  void proves_leafChangedBeforeTheOldSize_isFalse() {
    for (int size = 2; size <= 20; size++) {
      List<Sha256> hashes = MerkleLeaves.hashes(size);
      for (int old = 1; old < size; old++) {
        Sha256 oldRoot = MerkleLeaves.root(hashes.subList(0, old));
        List<Sha256> rewritten = MerkleLeaves.hashes(size);
        rewritten.set(old - 1, MerkleTree.EMPTY_ROOT);
        ConsistencyProof proof = ConsistencyProof.of(old, size, rewritten.iterator());

        assertThat(proof.proves(oldRoot, MerkleLeaves.root(rewritten))).isFalse();
      }
    }
  }

  @Test
  void proves_checkpoints_mustBeOfOneLogAndOfTheseSizes() {
    List<Sha256> hashes = MerkleLeaves.hashes(6);
    Checkpoint older = new Checkpoint("log", 4, MerkleLeaves.root(hashes.subList(0, 4)));
    Checkpoint newer = new Checkpoint("log", 6, MerkleLeaves.root(hashes));
    ConsistencyProof proof = ConsistencyProof.of(4, 6, hashes.iterator());

    assertThat(proof.proves(older, newer)).isTrue();
    assertThat(proof.proves(older, new Checkpoint("other", 6, newer.root()))).isFalse();
    assertThat(proof.proves(older, new Checkpoint("log", 5, newer.root()))).isFalse();
    assertThat(proof.proves(new Checkpoint("log", 2, older.root()), newer)).isFalse();
    assertThat(proof.proves(newer, older)).isFalse();
  }

  @Test
  void proves_fromTheEmptyTree_needsItsRootAndNothingElse() {
    List<Sha256> hashes = MerkleLeaves.hashes(3);
    ConsistencyProof proof = ConsistencyProof.of(0, 3, hashes.iterator());

    assertThat(proof.path()).isEmpty();
    assertThat(proof.proves(MerkleTree.EMPTY_ROOT, MerkleLeaves.root(hashes))).isTrue();
    assertThat(proof.proves(MerkleLeaves.root(hashes), MerkleLeaves.root(hashes))).isFalse();
  }

  @Test
  void proves_betweenEmptyTrees_needsTheRootOfBoth() {
    ConsistencyProof proof = ConsistencyProof.of(0, 0, List.<Sha256>of().iterator());
    Sha256 other = MerkleLeaves.hashes(1).get(0);

    assertThat(proof.proves(MerkleTree.EMPTY_ROOT, MerkleTree.EMPTY_ROOT)).isTrue();
    assertThat(proof.proves(MerkleTree.EMPTY_ROOT, other)).isFalse();
    assertThat(proof.proves(other, other)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "2, 1", "1, -1", "-2, -1", "-1, -1", "9223372036854775807, 1"})
  void proves_numbersThatFitNoTrees_isFalse(long oldSize, long newSize) {
    Sha256 root = MerkleTree.EMPTY_ROOT;

    assertThat(new ConsistencyProof(oldSize, newSize, List.of()).proves(root, root)).isFalse();
    assertThat(new ConsistencyProof(oldSize, newSize, List.of(root)).proves(root, root)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "2, 1", "0, -1"})
  void of_sizesThatFitNoTrees_isRefused(long oldSize, long newSize) {
    Iterator<Sha256> hashes = MerkleLeaves.hashes(2).iterator();

    assertThatThrownBy(() -> ConsistencyProof.of(oldSize, newSize, hashes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot begin with " + oldSize);
  }

  @Test
  void of_tooFewLeaves_isRefused() {
    Iterator<Sha256> hashes = MerkleLeaves.hashes(4).iterator();

    assertThatThrownBy(() -> ConsistencyProof.of(2, 5, hashes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only 4");
  }
}
