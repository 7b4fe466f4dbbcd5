package dev.loopgen.core;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The decisions of two policies about the runs in a ledger.
 *
 * @param trees the trees that were decided about, the newest first
 * @param leftOut the number of older trees that were not
 */
public record PolicyReplay(List<Tree> trees, long leftOut) {

  /** Copies the list. */
  public PolicyReplay {
    trees = List.copyOf(trees);
  }

  /**
   * The decisions of both policies about one tree, as of its last run, from the ledger and its
   * bundles alone.
   *
   * @param tree the judged tree
   * @param lastRun when the last run says that it started
   * @param before the findings of the first policy
   * @param after the findings of the second policy
   */
  public record Tree(GitId tree, Instant lastRun, List<Finding> before, List<Finding> after) {

    /** Copies the lists. */
    public Tree {
      Objects.requireNonNull(tree, "tree");
      Objects.requireNonNull(lastRun, "lastRun");
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    /**
     * Tells whether the first policy accepts the tree.
     *
     * @return whether no finding refuses it, and at least one loop passed
     */
    public boolean acceptedBefore() {
      return isAccepted(before);
    }

    /**
     * Tells whether the second policy accepts the tree.
     *
     * @return whether no finding refuses it, and at least one loop passed
     */
    public boolean acceptedAfter() {
      return isAccepted(after);
    }

    /**
     * Tells whether the policies differ.
     *
     * @return whether exactly one of them accepts the tree
     */
    public boolean flips() {
      return acceptedBefore() != acceptedAfter();
    }

    private static boolean isAccepted(List<Finding> findings) {
      return findings.stream().allMatch(finding -> finding.outcome().letsThrough())
          && findings.stream()
              .anyMatch(
                  finding ->
                      finding.rule() == GateRule.PASSING_RUN
                          && finding.outcome() == Finding.Outcome.MET);
    }
  }

  /**
   * Returns the trees about which the policies differ.
   *
   * @return the trees whose decision changes, the newest first
   */
  public List<Tree> flips() {
    return trees.stream().filter(Tree::flips).toList();
  }
}
