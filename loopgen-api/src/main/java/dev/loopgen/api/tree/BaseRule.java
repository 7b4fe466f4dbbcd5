package dev.loopgen.api.tree;

/** Which rule chose a base. */
public enum BaseRule {
  /** The merge-base of HEAD and a revision that the caller trusts. */
  TRUSTED_REVISION("trusted-revision"),
  /** The merge-base of HEAD and the default branch as this clone knows it. */
  DEFAULT_BRANCH("default-branch"),
  /** The last ancestor of HEAD at which the ledger records an accepted run. */
  LAST_VERIFIED("last-verified"),
  /** HEAD itself: on the default branch, and no accepted run yet. */
  HEAD("head"),
  /** What the CI platform names, where the clone knows no default branch below HEAD. */
  PLATFORM("platform"),
  /** A revision given by the caller that widens the range beyond the rule above. */
  REQUESTED("requested"),
  /** The empty tree: the repository has no commit yet. */
  NO_COMMIT("no-commit");

  private final String id;

  BaseRule(String id) {
    this.id = id;
  }

  /**
   * Returns the name of the rule as ledger entries spell it.
   *
   * @return lower-case words joined by hyphens
   */
  public String id() {
    return id;
  }
}
