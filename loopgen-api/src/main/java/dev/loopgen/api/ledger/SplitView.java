package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.MerkleTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two checkpoints of one log that no single history has, each signed by the log: proof that it
 * showed different histories to different people, or that somebody else has its key.
 *
 * @param one a checkpoint
 * @param other a checkpoint of the same origin that contradicts it
 */
public record SplitView(CosignedCheckpoint one, CosignedCheckpoint other) {

  /**
   * Checks the origins.
   *
   * @throws IllegalArgumentException if the checkpoints are of different logs
   */
  public SplitView {
    if (!one.checkpoint().origin().equals(other.checkpoint().origin())) {
      throw new IllegalArgumentException("a split view is of one log");
    }
  }

  /**
   * Looks for a split view without a ledger: two checkpoints of one origin and size with different
   * roots. Those of different sizes are not compared.
   *
   * @param checkpoints checkpoints whose signatures were verified
   * @return the first one; empty if none shows
   */
  public static Optional<SplitView> find(List<CosignedCheckpoint> checkpoints) {
    return find(checkpoints, new EntryGraph.Builder().build());
  }

  /**
   * Looks for a split view. A ledger that meets the larger one of two checkpoints tells whether it
   * continues the smaller one.
   *
   * @param checkpoints checkpoints whose signatures were verified
   * @param ledger the graph of a ledger with intact links
   * @return the first one; empty if none shows
   */
  public static Optional<SplitView> find(List<CosignedCheckpoint> checkpoints, EntryGraph ledger) {
    return checkpoints.stream()
        .flatMap(
            one ->
                checkpoints.stream()
                    .filter(other -> contradicts(one.checkpoint(), other.checkpoint(), ledger))
                    .map(other -> new SplitView(one, other)))
        .findFirst();
  }

  /**
   * @return whether no history has both, going by the leaves of the larger one in the ledger
   */
  private static boolean contradicts(Checkpoint small, Checkpoint large, EntryGraph ledger) {
    if (!small.origin().equals(large.origin()) || small.size() > large.size()) {
      return false;
    }
    return small.size() == large.size()
        ? !small.root().equals(large.root())
        : ledger
            .find(large)
            .map(head -> root(ledger.leaves(head.entry()).limit(small.size())))
            .filter(root -> !root.equals(small.root()))
            .isPresent();
  }

  private static Sha256 root(Stream<Sha256> leaves) {
    MerkleTree tree = MerkleTree.empty();
    leaves.forEach(tree::append);
    return tree.root();
  }

  /**
   * Describes the split view.
   *
   * @return a sentence for people
   */
  public String describe() {
    return "%s signed two histories: one of %d and one of %d entries do not go together."
        .formatted(one.checkpoint().origin(), one.checkpoint().size(), other.checkpoint().size());
  }

  /**
   * Returns the evidence.
   *
   * @return both signed notes, separated by an empty line, as a file of checkpoints has them
   */
  public String evidence() {
    return one.note() + "\n" + other.note();
  }
}
