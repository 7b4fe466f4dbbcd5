package dev.loopgen.api.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a verifier knows of a ledger from elsewhere; never taken from the ledger itself.
 *
 * @param anchors what must still be in the ledger
 * @param rootCommits the root commits of the repository whose runs the ledger records, in
 *     lower-case hexadecimal; empty where they are not known, and then no entry is foreign
 */
public record LedgerExpectation(List<Anchor> anchors, Set<String> rootCommits) {

  /** Nothing is known, so that only the ledger's own links are checked. */
  public static final LedgerExpectation NONE = new LedgerExpectation(List.of(), Set.of());

  /** Copies the collections. */
  public LedgerExpectation {
    anchors = List.copyOf(anchors);
    rootCommits = Set.copyOf(rootCommits);
  }

  /**
   * Expects one more anchor.
   *
   * @param anchor what must still be in the ledger
   * @return this expectation with the anchor
   */
  public LedgerExpectation and(Anchor anchor) {
    return andAll(List.of(anchor));
  }

  /**
   * Expects more anchors.
   *
   * @param more what must still be in the ledger
   * @return this expectation with the anchors
   */
  public LedgerExpectation andAll(List<? extends Anchor> more) {
    List<Anchor> all = new ArrayList<>(anchors);
    all.addAll(more);
    return new LedgerExpectation(all, rootCommits);
  }
}
