package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.MerkleTree;

/**
 * An entry without descendants, and its tree, which can take the next entry.
 *
 * @param entry the entry's hash
 * @param tree its tree; callers must copy it before changing it
 */
public record LedgerHead(Sha256 entry, MerkleTree tree) {

  public TreeHead treeHead() {
    return new TreeHead(entry, tree.size(), tree.root());
  }
}
