package dev.loopgen.api.gate;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of one gate rule, with its explanation. Immutable. */
public final class Finding {

  private final GateRule rule;
  private final @Nullable String loop;
  private final Outcome outcome;
  private final String lookedAt;
  private final String showed;
  private final String remedy;
  private final List<String> paths;

  /**
   * Checks the parts and copies the list.
   *
   * @param rule the rule
   * @param loop the loop it concerns, or null if it concerns none in particular
   * @param outcome the outcome
   * @param lookedAt what was examined, as a noun phrase
   * @param showed what that showed, in one or two sentences for people; names in it are escaped
   * @param remedy how to fix it, in a sentence; empty if there is nothing to fix
   * @param paths the offending paths, relative to the repository and separated by slashes, as
   *     displayed; empty if none are involved
   * @throws IllegalArgumentException if {@code lookedAt} or {@code showed} is blank, the remedy is
   *     blank although the rule is not met, or the rule is waived but {@linkplain
   *     GateRule#mayBeWaived() may not be}
   */
  public Finding(
      GateRule rule,
      @Nullable String loop,
      Outcome outcome,
      String lookedAt,
      String showed,
      String remedy,
      List<String> paths) {
    if (lookedAt.isBlank() || showed.isBlank()) {
      throw new IllegalArgumentException("a finding needs lookedAt and showed");
    }
    if (remedy.isBlank() && !outcome.letsThrough()) {
      throw new IllegalArgumentException(
          "a finding that does not let the tree through needs a remedy");
    }
    if (outcome == Outcome.WAIVED && !rule.mayBeWaived()) {
      throw new IllegalArgumentException("the rule " + rule.id() + " cannot be waived");
    }
    this.rule = Objects.requireNonNull(rule, "rule");
    this.loop = loop;
    this.outcome = Objects.requireNonNull(outcome, "outcome");
    this.lookedAt = lookedAt;
    this.showed = showed;
    this.remedy = remedy;
    this.paths = List.copyOf(paths);
  }

  /**
   * Creates a finding without paths.
   *
   * @param rule the rule
   * @param loop the loop it concerns, or null
   * @param outcome the outcome
   * @param lookedAt what was examined
   * @param showed what that showed
   * @param remedy how to fix it, or empty
   * @throws IllegalArgumentException as for the other constructor
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
   * Returns the rule.
   *
   * @return the rule that was judged
   */
  public GateRule rule() {
    return rule;
  }

  /**
   * Returns the loop.
   *
   * @return its id; empty if the finding concerns no loop in particular
   */
  public Optional<String> loop() {
    return Optional.ofNullable(loop);
  }

  /**
   * Returns the outcome.
   *
   * @return the outcome of the rule
   */
  public Outcome outcome() {
    return outcome;
  }

  /**
   * Returns what was examined.
   *
   * @return a noun phrase
   */
  public String lookedAt() {
    return lookedAt;
  }

  /**
   * Returns what the examination showed.
   *
   * @return one or two sentences for people; names in it are escaped
   */
  public String showed() {
    return showed;
  }

  /**
   * Returns how to fix it.
   *
   * @return a sentence; empty if there is nothing to fix
   */
  public String remedy() {
    return remedy;
  }

  /**
   * Returns the offending paths.
   *
   * @return paths relative to the repository, separated by slashes, as displayed
   */
  public List<String> paths() {
    return paths;
  }

  /**
   * Describes the result and how to fix it.
   *
   * @return sentences for people
   */
  public String describe() {
    return remedy.isEmpty() ? showed : showed + " " + remedy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Finding that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  @Override
  public String toString() {
    return "Finding" + facts();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(rule, loop, outcome, lookedAt, showed, remedy, paths);
  }

  /** The outcome of a rule. */
  public enum Outcome {
    /** The rule is shown to hold. */
    MET("met"),
    /** The rule is broken or undecided, and a waiver in force excuses it. */
    WAIVED("waived"),
    /** The rule is neither shown to hold nor known to be broken. */
    UNDECIDED("undecided"),
    /** The rule is broken. */
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
     * Tells whether this outcome allows a tree to pass.
     *
     * @return true for {@link #MET} and {@link #WAIVED}
     */
    public boolean letsThrough() {
      return this == MET || this == WAIVED;
    }
  }
}
