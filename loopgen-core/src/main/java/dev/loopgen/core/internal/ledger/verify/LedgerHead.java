package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.MerkleTree;

/**
 * An entry that no other one descends from, and its tree, to which the next entry can be added.
 *
 * @param entry the entry's hash
 * @param tree its tree; not to be changed, copies may be
 */
public record LedgerHead(Sha256 entry, MerkleTree tree) {

  public TreeHead treeHead() {
    return new TreeHead(entry, tree.size(), tree.root());
  }
}
