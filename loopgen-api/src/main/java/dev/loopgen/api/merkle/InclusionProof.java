package dev.loopgen.api.merkle;

import dev.loopgen.api.digest.Sha256;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * A proof that a leaf is at an index of a tree (RFC 9162, section 2.1.3).
 *
 * <p>A proof is untrusted data; only {@link #proves} tells whether it is valid. A valid proof shows
 * that the leaf is in the tree with that root, but not that the leaf data is true or whose root it
 * is.
 *
 * <p>A root does not determine the size of its tree, and the same path can match a different index
 * at a different size. So the size must come from the same source as the root, never from the
 * proof; {@link #proves(Sha256, Checkpoint)} checks this.
 *
 * @param index the index of the leaf, from 0
 * @param size the number of leaves of the tree
 * @param path the roots of the sibling subtrees on the path from the leaf to the root
 */
public record InclusionProof(long index, long size, List<Sha256> path) {

  /** Copies the path. */
  public InclusionProof {
    path = List.copyOf(path);
  }

  /**
   * Creates the proof for one leaf in one pass over all leaves, in O(log size) memory.
   *
   * @param index the index of the leaf
   * @param size the number of leaves of the tree; the leaves after them are not read
   * @param leafHashes the hashes of the leaves in order, as {@link MerkleTree#leafHash} computes
   *     them
   * @return the proof
   * @throws IllegalArgumentException if the index is out of range, or there are fewer leaves than
   *     the size says
   */
  public static InclusionProof of(long index, long size, Iterator<Sha256> leafHashes) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves has no leaf with index " + index);
    }
    ProofPathBuilder siblings = new ProofPathBuilder();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + ProofPathBuilder.split(to - from);
      if (index < middle) {
        siblings.add(middle, to);
        to = middle;
      } else {
        siblings.add(from, middle);
        from = middle;
      }
    }
    return new InclusionProof(index, size, siblings.path(size, leafHashes));
  }

  /**
   * Verifies this proof against a checkpoint.
   *
   * @param leafHash the hash of the leaf, as {@link MerkleTree#leafHash} computes it from the
   *     verifier's own data
   * @param tree the size and the root, from a source the verifier trusts
   * @return true only if the sizes are equal and {@link #proves(Sha256, Sha256)} is true
   */
  public boolean proves(Sha256 leafHash, Checkpoint tree) {
    return size == tree.size() && proves(leafHash, tree.root());
  }

  /**
   * Verifies this proof (RFC 9162, section 2.1.3.2) for a size that the caller has checked.
   *
   * @param leafHash the hash of the leaf, as {@link MerkleTree#leafHash} computes it from the
   *     verifier's own data
   * @param root the root of the tree of {@link #size()} leaves, from a source the verifier trusts
   * @return true only if the leaf is at {@link #index()} of that tree and the proof needs every
   *     element of the path; false for any invalid proof
   */
  public boolean proves(Sha256 leafHash, Sha256 root) {
    Objects.requireNonNull(root, "root");
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Sha256 hash = Objects.requireNonNull(leafHash, "leafHash");
    for (Sha256 sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleTree.nodeHash(sibling, hash);
        int lonely = Long.numberOfTrailingZeros(node);
        node >>>= lonely;
        last >>>= lonely;
      } else {
        hash = MerkleTree.nodeHash(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
