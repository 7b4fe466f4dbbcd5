package dev.loopgen.api.merkle;

import dev.loopgen.api.digest.Sha256;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * A proof that a tree begins with the leaves of an older one (RFC 9162, section 2.1.4).
 *
 * <p>A proof is untrusted data; only {@link #proves} tells whether it is valid. A valid proof shows
 * that nothing was changed or removed between the two roots, but not what was added.
 *
 * <p>A root does not determine the size of its tree, so the sizes must come from the same source as
 * the roots; {@link #proves(Checkpoint, Checkpoint)} checks this.
 *
 * @param oldSize the number of leaves of the older tree
 * @param newSize the number of leaves of the newer tree
 * @param path the roots of the subtrees from which both roots are computed
 */
public record ConsistencyProof(long oldSize, long newSize, List<Sha256> path) {

  /** Copies the path. */
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /**
   * Creates the proof in one pass over the leaves of the newer tree, in O(log newSize) memory.
   *
   * <p>The path is empty if the trees have the same size or the older tree is empty.
   *
   * @param oldSize the number of leaves of the older tree
   * @param newSize the number of leaves of the newer tree; the leaves after them are not read
   * @param leafHashes the hashes of the leaves in order, as {@link MerkleTree#leafHash} computes
   *     them
   * @return the proof
   * @throws IllegalArgumentException if the old size is negative or greater than the new one, or
   *     there are fewer leaves than the new size says
   */
  public static ConsistencyProof of(long oldSize, long newSize, Iterator<Sha256> leafHashes) {
    if (oldSize < 0 || oldSize > newSize) {
      throw new IllegalArgumentException(
          "a tree of %d leaves cannot begin with %d".formatted(newSize, oldSize));
    }
    ProofPathBuilder subtrees = new ProofPathBuilder();
    long from = 0;
    long to = oldSize == 0 ? 0 : newSize;
    while (to > oldSize) {
      long middle = from + ProofPathBuilder.split(to - from);
      if (oldSize <= middle) {
        subtrees.add(middle, to);
        to = middle;
      } else {
        subtrees.add(from, middle);
        from = middle;
      }
    }
    if (from > 0) {
      subtrees.add(from, to);
    }
    return new ConsistencyProof(oldSize, newSize, subtrees.path(newSize, leafHashes));
  }

  /**
   * Verifies this proof against two checkpoints of the same log.
   *
   * @param older the checkpoint that the verifier already trusts
   * @param newer the checkpoint to verify
   * @return true only if origins and sizes match and {@link #proves(Sha256, Sha256)} is true
   */
  public boolean proves(Checkpoint older, Checkpoint newer) {
    return older.origin().equals(newer.origin())
        && oldSize == older.size()
        && newSize == newer.size()
        && proves(older.root(), newer.root());
  }

  /**
   * Verifies this proof (RFC 9162, section 2.1.4.2) for sizes that the caller has checked.
   *
   * <p>Every tree begins with the empty tree, so a proof from the empty tree shows nothing about
   * the newer root.
   *
   * @param oldRoot the root of the tree of {@link #oldSize()} leaves, from a source the verifier
   *     trusts
   * @param newRoot the root of the tree of {@link #newSize()} leaves
   * @return true only if the newer tree begins with the leaves of the older one and the proof needs
   *     every element of the path; false for any invalid proof
   */
  public boolean proves(Sha256 oldRoot, Sha256 newRoot) {
    Objects.requireNonNull(oldRoot, "oldRoot");
    Objects.requireNonNull(newRoot, "newRoot");
    if (oldSize < 0 || oldSize > newSize) {
      return false;
    }
    if (oldSize == newSize || oldSize == 0) {
      return path.isEmpty()
          && (oldSize != 0 || oldRoot.equals(MerkleTree.EMPTY_ROOT))
          && (oldSize != newSize || oldRoot.equals(newRoot));
    }
    return !path.isEmpty() && leadsToBoth(oldRoot, newRoot);
  }

  private boolean leadsToBoth(Sha256 oldRoot, Sha256 newRoot) {
    List<Sha256> hashes = new ArrayList<>(path);
    if (Long.bitCount(oldSize) == 1) {
      hashes.add(0, oldRoot);
    }
    int perfect = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >>> perfect;
    long last = (newSize - 1) >>> perfect;
    Sha256 older = hashes.get(0);
    Sha256 newer = hashes.get(0);
    for (Sha256 hash : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        older = MerkleTree.nodeHash(hash, older);
        newer = MerkleTree.nodeHash(hash, newer);
        int lonely = Long.numberOfTrailingZeros(node);
        node >>>= lonely;
        last >>>= lonely;
      } else {
        newer = MerkleTree.nodeHash(newer, hash);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && older.equals(oldRoot) && newer.equals(newRoot);
  }
}
