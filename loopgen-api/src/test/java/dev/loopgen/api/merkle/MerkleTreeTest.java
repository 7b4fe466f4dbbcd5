package dev.loopgen.api.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MerkleTreeTest {

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void root_publishedLeaves_isThePublishedOne(int size, String root) {
    MerkleTree tree = MerkleTree.empty();

    MerkleLeaves.PUBLISHED.subList(0, size).forEach(tree::append);

    assertThat(tree.root()).hasToString(root);
    assertThat(tree.size()).isEqualTo(size);
  }

  @Property(tries = 200)
  void root_anyLeaves_isThatOfTheRecursiveDefinition(
      @ForAll @Size(max = 40) List<byte[]> leafData) {
    MerkleTree tree = MerkleTree.empty();

    leafData.forEach(tree::append);

    assertThat(tree.root())
        .isEqualTo(MerkleLeaves.root(leafData.stream().map(MerkleTree::leafHash).toList()));
  }

  @Test
  void root_askedForBetweenLeaves_changesNothing() {
    List<Sha256> hashes = MerkleLeaves.hashes(130);
    MerkleTree tree = MerkleTree.empty();

    for (int size = 1; size <= hashes.size(); size++) {
      tree.appendLeafHash(hashes.get(size - 1));

      assertThat(tree.root()).isEqualTo(MerkleLeaves.root(hashes.subList(0, size)));
      assertThat(tree.root()).isEqualTo(tree.root());
    }
  }

  @Test
  void append_hash_isALeafOfItsRawBytesHoweverItIsGiven() {
    Sha256 hash = MerkleLeaves.hashes(3).get(2);
    byte[] within = new byte[Sha256.LENGTH + 9];
    hash.copyTo(within, 7);
    MerkleTree value = MerkleTree.empty();
    MerkleTree raw = MerkleTree.empty();
    MerkleTree slice = MerkleTree.empty();

    value.append(hash);
    raw.append(hash.bytes());
    slice.append(within, 7);

    assertThat(value.root()).isEqualTo(MerkleTree.leafHash(hash));
    assertThat(raw.root()).isEqualTo(value.root());
    assertThat(slice.root()).isEqualTo(value.root());
  }

  @Test
  void append_sliceBeyondTheArray_isRefusedAndChangesNothing() {
    MerkleTree tree = MerkleTree.empty();

    assertThatThrownBy(() -> tree.append(new byte[40], 9))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tree.append(new byte[40], -1))
        .isInstanceOf(IndexOutOfBoundsException.class);

    tree.append(new byte[0]);
    assertThat(tree.root()).isEqualTo(MerkleTree.leafHash(new byte[0]));
  }

  @Test
  void append_largestTree_isRefusedAndChangesNothing() {
    List<Sha256> peaks = Collections.nCopies(63, MerkleTree.EMPTY_ROOT);
    MerkleTree tree = MerkleTree.resume(Long.MAX_VALUE, peaks);

    assertThatThrownBy(() -> tree.append(new byte[0])).isInstanceOf(ArithmeticException.class);

    assertThat(tree.size()).isEqualTo(Long.MAX_VALUE);
    assertThat(tree.peaks()).isEqualTo(peaks);
  }

  @Property(tries = 200)
  void resume_peaksOfAnotherTree_continuesIt(
      @ForAll @IntRange(max = 130) int kept, @ForAll @IntRange(max = 130) int added) {
    List<Sha256> hashes = MerkleLeaves.hashes(kept + added);
    MerkleTree tree = MerkleTree.empty();
    hashes.subList(0, kept).forEach(tree::appendLeafHash);

    MerkleTree resumed = MerkleTree.resume(tree.size(), tree.peaks());
    hashes.subList(kept, kept + added).forEach(resumed::appendLeafHash);

    assertThat(resumed.size()).isEqualTo(kept + added);
    assertThat(resumed.root()).isEqualTo(MerkleLeaves.root(hashes));
  }

  @Test
  void peaks_tree_areTheRootsOfThePerfectSubtreesFromTheLeft() {
    List<Sha256> hashes = MerkleLeaves.hashes(7);
    MerkleTree tree = MerkleTree.empty();

    hashes.forEach(tree::appendLeafHash);

    assertThat(tree.peaks())
        .containsExactly(
            MerkleLeaves.root(hashes.subList(0, 4)),
            MerkleLeaves.root(hashes.subList(4, 6)),
            MerkleLeaves.root(hashes.subList(6, 7)));
    assertThat(MerkleTree.empty().peaks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "1, 2", "2, 2", "3, 1", "-1, 64", "-8, 61"})
  void resume_peaksThatDoNotFitTheSize_isRefused(long size, int peaks) {
    List<Sha256> hashes = MerkleLeaves.hashes(peaks);

    assertThatThrownBy(() -> MerkleTree.resume(size, hashes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(size));
  }

  @Test
  void copy_tree_isIndependent() {
    MerkleTree tree = MerkleTree.empty();
    tree.append(new byte[] {1});
    MerkleTree copy = tree.copy();
    Sha256 root = copy.root();

    tree.append(new byte[] {2});

    assertThat(copy.root()).isEqualTo(root).isNotEqualTo(tree.root());
    assertThat(copy.size()).isEqualTo(1);
  }

  @Test
  void leafHash_ofTwoHashes_isNotThatOfTheirNode() {
    Sha256 left = MerkleLeaves.hashes(2).get(0);
    Sha256 right = MerkleLeaves.hashes(2).get(1);
    byte[] both = new byte[2 * Sha256.LENGTH];
    left.copyTo(both, 0);
    right.copyTo(both, Sha256.LENGTH);

    assertThat(MerkleTree.leafHash(both)).isNotEqualTo(MerkleTree.nodeHash(left, right));
  }
}
