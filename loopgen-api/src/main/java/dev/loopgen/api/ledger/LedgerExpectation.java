package dev.loopgen.api.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a verifier knows about a ledger from other sources; never taken from the ledger itself.
 *
 * @param anchors the anchors that the ledger must be consistent with
 * @param rootCommits the root commits of the repository whose runs the ledger records, in
 *     lower-case hexadecimal; if empty, they are unknown and no entry is foreign
 */
public record LedgerExpectation(List<Anchor> anchors, Set<String> rootCommits) {

  /** No expectation: only the ledger itself is checked. */
  public static final LedgerExpectation NONE = new LedgerExpectation(List.of(), Set.of());

  /** Copies the collections. */
  public LedgerExpectation {
    anchors = List.copyOf(anchors);
    rootCommits = Set.copyOf(rootCommits);
  }

  /**
   * Adds an anchor.
   *
   * @param anchor the anchor
   * @return this expectation with the anchor
   */
  public LedgerExpectation and(Anchor anchor) {
    return andAll(List.of(anchor));
  }

  /**
   * Adds anchors.
   *
   * @param more the anchors
   * @return this expectation with the anchors
   */
  public LedgerExpectation andAll(List<? extends Anchor> more) {
    List<Anchor> all = new ArrayList<>(anchors);
    all.addAll(more);
    return new LedgerExpectation(all, rootCommits);
  }
}
