package dev.loopgen.api.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InclusionProofTest {

  private static final int MOST = 70;

  @Test
  void of_everyIndexOfEverySize_isThePathOfTheDefinition() {
    for (int size = 1; size <= MOST; size++) {
      List<Sha256> hashes = MerkleLeaves.hashes(size);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(index, size, hashes.iterator());

        assertThat(proof)
            .isEqualTo(new InclusionProof(index, size, MerkleLeaves.path(index, hashes)));
        assertThat(proof.proves(hashes.get(index), MerkleLeaves.root(hashes))).isTrue();
      }
    }
  }

  @Test
  void proves_otherLeaf_isFalse() {
    for (int size = 1; size <= 20; size++) {
      List<Sha256> hashes = MerkleLeaves.hashes(size + 1);
      Sha256 root = MerkleLeaves.root(hashes.subList(0, size));
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(index, size, hashes.iterator());
        for (Sha256 leaf : hashes) {
          assertThat(proof.proves(leaf, root)).isEqualTo(leaf.equals(hashes.get(index)));
        }
      }
    }
  }

  @Test
  void proves_otherIndexOrSize_isFalse() {
    for (int size = 1; size <= 20; size++) {
      List<Sha256> hashes = MerkleLeaves.hashes(size);
      Sha256 root = MerkleLeaves.root(hashes);
      for (int index = 0; index < size; index++) {
        List<Sha256> path = InclusionProof.of(index, size, hashes.iterator()).path();
        Sha256 leaf = hashes.get(index);
        for (long otherIndex = -2; otherIndex < 40; otherIndex++) {
          InclusionProof moved = new InclusionProof(otherIndex, size, path);
          assertThat(moved.proves(leaf, root)).isEqualTo(otherIndex == index);
        }
      }
    }
  }

  @Test
  void proves_wrongSize_neverProvesAnotherLeafOfTheSameRoot() {
    for (int size = 1; size <= 20; size++) {
      List<Sha256> hashes = MerkleLeaves.hashes(size);
      Sha256 root = MerkleLeaves.root(hashes);
      for (int index = 0; index < size; index++) {
        List<Sha256> path = InclusionProof.of(index, size, hashes.iterator()).path();
        for (long otherSize = -2; otherSize <= index; otherSize++) {
          InclusionProof shrunk = new InclusionProof(index, otherSize, path);
          assertThat(shrunk.proves(hashes.get(index), root)).isFalse();
        }
      }
    }
  }

  @Test
  void proves_pathThatFitsTwoTrees_needsTheSizeOfTheCheckpoint() {
    List<Sha256> hashes = MerkleLeaves.hashes(3);
    Checkpoint tree = new Checkpoint("log", 3, MerkleLeaves.root(hashes));
    InclusionProof proof = InclusionProof.of(2, 3, hashes.iterator());
    InclusionProof alias = new InclusionProof(1, 2, proof.path());

    assertThat(alias.proves(hashes.get(2), tree.root())).isTrue();
    assertThat(alias.proves(hashes.get(2), tree)).isFalse();
    assertThat(proof.proves(hashes.get(2), tree)).isTrue();
    assertThat(proof.proves(hashes.get(1), tree)).isFalse();
  }

  @Test
  void proves_anyFlippedBitOfThePath_isFalse() {
    List<Sha256> hashes = MerkleLeaves.hashes(13);
    InclusionProof proof = InclusionProof.of(9, 13, hashes.iterator());
    for (int i = 0; i < proof.path().size(); i++) {
      for (int bit = 0; bit < 256; bit++) {
        List<Sha256> path = new ArrayList<>(proof.path());
        path.set(i, MerkleLeaves.flip(path.get(i), bit));

        assertThat(new InclusionProof(9, 13, path).proves(hashes.get(9), MerkleLeaves.root(hashes)))
            .isFalse();
      }
    }
  }

  @Property(tries = 100)
  void proves_otherRoot_isFalse(
      @ForAll @IntRange(min = 1, max = MOST) int size, @ForAll @IntRange(max = 255) int bit) {
    List<Sha256> hashes = MerkleLeaves.hashes(size + 1);
    int index = bit % size;
    InclusionProof proof = InclusionProof.of(index, size, hashes.iterator());

    assertThat(proof.proves(hashes.get(index), MerkleLeaves.root(hashes))).isFalse();
    assertThat(
            proof.proves(
                hashes.get(index),
                MerkleLeaves.flip(MerkleLeaves.root(hashes.subList(0, size)), bit)))
        .isFalse();
  }

  @Test
  void proves_mutatedPath_isFalse() {
    for (int size = 1; size <= 33; size++) {
      List<Sha256> hashes = MerkleLeaves.hashes(size);
      Sha256 root = MerkleLeaves.root(hashes);
      for (int index = 0; index < size; index++) {
        List<Sha256> path = InclusionProof.of(index, size, hashes.iterator()).path();
        for (List<Sha256> mutation : MerkleLeaves.mutations(path)) {
          InclusionProof mutated = new InclusionProof(index, size, mutation);
          assertThat(mutated.proves(hashes.get(index), root)).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1",
    "1, 1",
    "0, 0",
    "0, -1",
    "-9223372036854775808, 9223372036854775807",
    "9223372036854775807, 9223372036854775807",
    "0, -9223372036854775808"
  })
  void proves_numbersThatFitNoTree_isFalse(long index, long size) {
    Sha256 leaf = MerkleLeaves.hashes(1).get(0);

    assertThat(new InclusionProof(index, size, List.of()).proves(leaf, leaf)).isFalse();
  }

  @Test
  void proves_largestSize_needsTheWholePath() {
    Sha256 leaf = MerkleLeaves.hashes(1).get(0);
    InclusionProof proof =
        new InclusionProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, MerkleLeaves.hashes(63));

    assertThat(proof.proves(leaf, leaf)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "1, 1", "0, 0", "0, -1"})
  void of_indexOutsideTheTree_isRefused(long index, long size) {
    Iterator<Sha256> hashes = MerkleLeaves.hashes(2).iterator();

    assertThatThrownBy(() -> InclusionProof.of(index, size, hashes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no leaf with index " + index);
  }

  @Test
  void of_tooFewLeaves_isRefused() {
    Iterator<Sha256> hashes = MerkleLeaves.hashes(4).iterator();

    assertThatThrownBy(() -> InclusionProof.of(1, 5, hashes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only 4");
  }

  @Test
  void of_moreLeaves_leavesTheRestUnread() {
    Iterator<Sha256> hashes = MerkleLeaves.hashes(8).iterator();

    InclusionProof.of(1, 5, hashes);

    assertThat(hashes).toIterable().hasSize(3);
  }
}
