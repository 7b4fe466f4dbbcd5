package dev.loopgen.api.gate;

/** What a gate looks at. Every decision has a finding for each rule that its policy asks for. */
public enum GateRule {
  /**
   * The policy itself: read from the base, valid, and not changed by the change under judgement.
   */
  POLICY("policy", "The policy is the one of the base"),
  /** The base of the change is named by the caller, the platform or the clone, and not guessed. */
  BASE("base", "The base of the change is known"),
  /** The ledger is there, intact, not empty, and of this repository. */
  LEDGER("ledger", "The ledger is intact"),
  /** The ledger holds everything that the anchors given or named by the policy say it held. */
  ANCHORS("anchors", "The ledger holds what its anchors hold"),
  /** The spec in the tree is the one that is expected. */
  SPEC("spec", "The spec is the one of the base"),
  /** No forbidden path differs from the base in a way that nobody acknowledged. */
  FORBIDDEN_PATHS("forbidden-paths", "No forbidden path was touched"),
  /** No run that was recorded since the base found a forbidden path touched, not even once. */
  RECORDED_VIOLATIONS("recorded-violations", "No violation was recorded since the base"),
  /** No file that a command names was changed by the change that it judges. */
  COMMAND_FILES("command-files", "No file that a command runs was changed"),
  /** The latest run of the loop for exactly this tree passed. */
  PASSING_RUN("passing-run", "The latest run of exactly this tree passed"),
  /** That run is neither too old nor dated in the future. */
  FRESHNESS("freshness", "The run is recent enough"),
  /** That run is worth as much as the policy asks for, by verification and not by its own claim. */
  TRUST("trust", "The run is attested as demanded"),
  /** The workflow that signed is not one that the change itself supplied. */
  WORKFLOW("workflow", "The change did not supply the workflow that signed"),
  /** Every waiver of the policy is in force, and every signed one of who may sign them. */
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
   * Tells whether a policy may excuse that the rule is broken. What a decision rests on never may
   * be excused; changes of forbidden paths are acknowledged by their content instead.
   *
   * @return true for {@link #RECORDED_VIOLATIONS}, {@link #COMMAND_FILES}, {@link #PASSING_RUN},
   *     {@link #FRESHNESS} and {@link #TRUST}
   */
  public boolean mayBeWaived() {
    return switch (this) {
      case RECORDED_VIOLATIONS, COMMAND_FILES, PASSING_RUN, FRESHNESS, TRUST -> true;
      default -> false;
    };
  }

  /**
   * Returns what holds where the rule is met.
   *
   * @return a clause for a person, without a full stop
   */
  public String title() {
    return title;
  }
}
