package dev.loopgen.api.merkle;

import dev.loopgen.api.digest.Sha256;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * The claim that a tree begins with the leaves of an older one, with the hashes that prove it (RFC
 * 9162, section 2.1.4).
 *
 * <p>A proof is data from anywhere: any numbers and hashes can stand in it, and only {@link
 * #proves} says whether they prove something. It then proves that nothing was changed or removed
 * between the two roots; it does not say what was added.
 *
 * <p>A root does not tell the size of its tree, so the sizes must be those that came with the
 * roots, which {@link #proves(Checkpoint, Checkpoint)} sees to.
 *
 * @param oldSize the number of leaves of the older tree
 * @param newSize the number of leaves of the newer tree
 * @param path the roots of the subtrees from which both roots follow
 */
public record ConsistencyProof(long oldSize, long newSize, List<Sha256> path) {

  /** Copies the path and refuses null. */
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /**
   * Makes the proof in one pass over the leaves of the newer tree, in O(log newSize) memory.
   *
   * <p>Between trees of one size, and from the tree without leaves, the path is empty.
   *
   * @param oldSize the number of leaves of the older tree
   * @param newSize the number of leaves of the newer tree; the leaves after them are not read
   * @param leafHashes the hashes of the leaves in order, as {@link MerkleTree#leafHash} makes them
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
   * Verifies this proof against two checkpoints of one log.
   *
   * @param older the checkpoint that the verifier already trusts
   * @param newer the other
   * @return true only if origins and sizes fit and {@link #proves(Sha256, Sha256)} is true
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
   * <p>The tree without leaves is the beginning of every tree, so a proof from it shows nothing
   * about the newer root.
   *
   * @param oldRoot the root of the tree of {@link #oldSize()} leaves, from a source the verifier
   *     trusts
   * @param newRoot the root of the tree of {@link #newSize()} leaves
   * @return true only if the newer tree begins with the leaves of the older one and every element
   *     of the path was needed to show it; a proof that is wrong in whatever way gives false
   */
  public boolean proves(Sha256 oldRoot, Sha256 newRoot) {
    Objects.requireNonNull(oldRoot);
    Objects.requireNonNull(newRoot);
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
