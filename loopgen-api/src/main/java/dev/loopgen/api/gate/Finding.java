package dev.loopgen.api.gate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gate found out about one rule, with everything that explains it.
 *
 * @param rule the rule
 * @param loop the loop it was about, or null where it is about none in particular
 * @param outcome what came of it
 * @param lookedAt what was looked at, in a noun phrase
 * @param showed what that showed, in one or two sentences for a person; names in it are escaped
 * @param remedy what would change it, in a sentence; empty where there is nothing to change
 * @param paths the paths that stand in the way, relative to the repository and separated by
 *     slashes, as they are shown; empty where it is not about any
 */
public record Finding(
    GateRule rule,
    @Nullable String loop,
    Outcome outcome,
    String lookedAt,
    String showed,
    String remedy,
    List<String> paths) {

  /** What came of a rule. */
  public enum Outcome {
    /** Shown to hold. */
    MET("met"),
    /** Broken or undecided, and excused by a waiver that is in force. */
    WAIVED("waived"),
    /** Neither shown to hold nor known to be broken. */
    UNDECIDED("undecided"),
    /** Broken. */
    BROKEN("broken");

    private final String id;

    Outcome(String id) {
      this.id = id;
    }

    /**
     * Returns the stable name in files and machine output.
     *
     * @return a name in kebab-case, listed in docs/ids.md
     */
    public String id() {
      return id;
    }

    /**
     * Tells whether a tree may pass with this outcome.
     *
     * @return true for {@link #MET} and {@link #WAIVED}
     */
    public boolean letsThrough() {
      return this == MET || this == WAIVED;
    }
  }

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if what was looked at, or what it showed, is blank, nothing is
   *     said to help although the rule stands in the way, or a rule is excused that may not be
   */
  public Finding {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(outcome);
    paths = List.copyOf(paths);
    if (lookedAt.isBlank() || showed.isBlank()) {
      throw new IllegalArgumentException("a finding says what was looked at and what it showed");
    }
    if (remedy.isBlank() && !outcome.letsThrough()) {
      throw new IllegalArgumentException("a finding that refuses says what would change it");
    }
    if (outcome == Outcome.WAIVED && !rule.mayBeWaived()) {
      throw new IllegalArgumentException("nothing excuses that " + rule.id() + " is broken");
    }
  }

  /**
   * Creates a finding that is about no path.
   *
   * @param rule the rule
   * @param loop the loop it was about, or null
   * @param outcome what came of it
   * @param lookedAt what was looked at
   * @param showed what that showed
   * @param remedy what would change it, or empty
   * @throws IllegalArgumentException as the other constructor
   */
  public Finding(
      GateRule rule,
      @Nullable String loop,
      Outcome outcome,
      String lookedAt,
      String showed,
      String remedy) {
    this(rule, loop, outcome, lookedAt, showed, remedy, List.of());
  }

  /**
   * Returns the loop.
   *
   * @return its id, or empty where the finding is about no loop in particular
   */
  public Optional<String> loopId() {
    return Optional.ofNullable(loop);
  }

  /**
   * Says what was found and what would change it.
   *
   * @return sentences for a person
   */
  public String describe() {
    return remedy.isEmpty() ? showed : showed + " " + remedy;
  }
}
