package dev.loopgen.core;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What two policies make of the runs that a ledger records.
 *
 * @param trees the trees that were decided about, the newest first
 * @param leftOut how many older ones were not
 */
public record PolicyReplay(List<Tree> trees, long leftOut) {

  /** Copies the list. */
  public PolicyReplay {
    trees = List.copyOf(trees);
  }

  /**
   * What both policies make of the runs for one tree, by the ledger and its bundles alone, on the
   * day of the last of them.
   *
   * @param tree the judged tree
   * @param lastRun when the last of these runs started, by its own word
   * @param before what the first policy found
   * @param after what the second one found
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
     * Tells what the first policy decides.
     *
     * @return whether nothing stands in the way, and a loop at least has passed
     */
    public boolean acceptedBefore() {
      return isAccepted(before);
    }

    /**
     * Tells what the second policy decides.
     *
     * @return whether nothing stands in the way, and a loop at least has passed
     */
    public boolean acceptedAfter() {
      return isAccepted(after);
    }

    /**
     * Tells whether the policies differ.
     *
     * @return whether one accepts what the other does not
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
   * @return those that flip, the newest first
   */
  public List<Tree> flips() {
    return trees.stream().filter(Tree::flips).toList();
  }
}
