package dev.loopgen.api.gate;

/** A rule of a gate. Every decision has a finding for each rule that its policy requires. */
public enum GateRule {
  /**
   * The policy is read from the base, is valid, and is not edited by the change under judgement.
   */
  POLICY("policy", "The policy is the one of the base"),
  /** The base of the change is named by the caller, the platform or the clone, not guessed. */
  BASE("base", "The base of the change is known"),
  /** The ledger exists, is intact and not empty, and belongs to this repository. */
  LEDGER("ledger", "The ledger is intact"),
  /**
   * The ledger still holds everything recorded by the anchors that the caller or the policy gives.
   */
  ANCHORS("anchors", "The ledger holds what its anchors hold"),
  /** The spec in the tree is the expected one. */
  SPEC("spec", "The spec is the one of the base"),
  /** Every difference of a forbidden path from the base is acknowledged. */
  FORBIDDEN_PATHS("forbidden-paths", "No forbidden path was touched"),
  /** No run recorded since the base found a forbidden path touched, not even temporarily. */
  RECORDED_VIOLATIONS("recorded-violations", "No violation was recorded since the base"),
  /** The change did not edit a file that a command names. */
  COMMAND_FILES("command-files", "No file that a command runs was changed"),
  /** The loop's latest run for exactly this tree passed. */
  PASSING_RUN("passing-run", "The latest run of exactly this tree passed"),
  /** That run is not too old and not dated in the future. */
  FRESHNESS("freshness", "The run is recent enough"),
  /** That run has at least the required trust tier, as verified rather than as claimed. */
  TRUST("trust", "The run has the required trust tier"),
  /**
   * The commands of that run were isolated as required. Counts only where a signer that the policy
   * names attested the run: in an entry that anyone could have written it is a claim.
   */
  ISOLATION("isolation", "The commands ran in the required isolation"),
  /** That run shows what the policy requires of tests. */
  TESTS("tests", "The run shows the required evidence about tests"),
  /** The change itself did not supply the signing workflow. */
  WORKFLOW("workflow", "The change did not supply the workflow that signed"),
  /** Every waiver of the policy is in force, and every signed waiver is by an authorised signer. */
  WAIVERS("waivers", "No waiver has expired");

  private final String id;
  private final String title;

  GateRule(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /**
   * Returns the name used in JSON, policies and reports.
   *
   * @return lower case, words joined by hyphens
   */
  public String id() {
    return id;
  }

  /**
   * Tells whether a policy may waive the rule. Rules that a decision relies on can never be waived;
   * changes to forbidden paths are acknowledged by content instead.
   *
   * @return true for {@link #RECORDED_VIOLATIONS}, {@link #COMMAND_FILES}, {@link #PASSING_RUN},
   *     {@link #FRESHNESS}, {@link #TRUST} and {@link #TESTS}
   */
  public boolean mayBeWaived() {
    return switch (this) {
      case RECORDED_VIOLATIONS, COMMAND_FILES, PASSING_RUN, FRESHNESS, TRUST, TESTS -> true;
      default -> false;
    };
  }

  /**
   * Returns what holds if the rule is met.
   *
   * @return a clause for people, without a full stop
   */
  public String title() {
    return title;
  }
}
