package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import java.util.Objects;

/**
 * The Merkle tree (RFC 6962, section 2.1) over an entry and all its ancestors.
 *
 * <p>The leaves are the raw hashes of the entries: those of the first parent's tree in its order,
 * then those that the other parents add, parents before children and smaller hashes first, then the
 * entry itself. So along first parents a tree only grows at its end, and in a ledger that never
 * forked its order is that of the lines.
 *
 * @param entry the hash of the entry, the last leaf
 * @param size the number of leaves, at least 1
 * @param root the root of the tree
 */
public record TreeHead(Sha256 entry, long size, Sha256 root) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the size is not positive
   */
  public TreeHead {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(root, "root");
    if (size < 1) {
      throw new IllegalArgumentException("the tree of an entry has at least one leaf");
    }
  }
}
