package dev.loopgen.api.gate;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a gate decided about one tree. Only {@link Accepted} lets it through.
 *
 * <p>A decision holds for the tree and the present that its subject names. It shows that the
 * policy's rules are met; it does not show that the runs were honest.
 */
public sealed interface GateDecision {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Decides by what was found.
   *
   * @param subject what the findings are about
   * @param findings one for each rule and loop that was looked at
   * @return refused where any rule is broken, else undecided where any is undecided, else accepted
   * @throws IllegalArgumentException if nothing is broken or undecided and yet the ledger is not
   *     shown to be intact, or no run to have passed
   */
  static GateDecision of(GateSubject subject, List<Finding> findings) {
    if (has(findings, Finding.Outcome.BROKEN)) {
      return new Refused(subject, findings);
    }
    return has(findings, Finding.Outcome.UNDECIDED)
        ? new Undecided(subject, findings)
        : new Accepted(subject, findings);
  }

  private static boolean has(List<Finding> findings, Finding.Outcome outcome) {
    return findings.stream().anyMatch(finding -> finding.outcome() == outcome);
  }

  /**
   * Returns what was decided about.
   *
   * @return the subject
   */
  GateSubject subject();

  /**
   * Returns what was found, in the order in which it was looked at.
   *
   * @return a finding for each rule and loop
   */
  List<Finding> findings();

  /**
   * Tells whether the tree may be merged.
   *
   * @return true only for {@link Accepted}
   */
  default boolean accepted() {
    return false;
  }

  /**
   * Returns what the decision rests on: for an accepted tree what met the rules, else whatever
   * stands in the way.
   *
   * @return sentences for a person
   */
  default List<String> reasons() {
    return findings().stream()
        .filter(finding -> finding.outcome().letsThrough() == accepted())
        .map(Finding::describe)
        .toList();
  }

  /**
   * Every rule is met or waived, and met are that of the ledger and, for a loop at least, that of a
   * passing run.
   *
   * @param subject what was decided about
   * @param findings what was found
   */
  record Accepted(GateSubject subject, List<Finding> findings) implements GateDecision {

    /**
     * Copies the findings.
     *
     * @throws IllegalArgumentException if they do not let the tree through
     */
    public Accepted {
      Objects.requireNonNull(subject);
      findings = List.copyOf(findings);
      if (!findings.stream().allMatch(finding -> finding.outcome().letsThrough())
          || !Stream.of(GateRule.LEDGER, GateRule.PASSING_RUN).allMatch(met(findings)::contains)) {
        throw new IllegalArgumentException("not every rule is shown to be met");
      }
    }

    private static Set<GateRule> met(List<Finding> findings) {
      return findings.stream()
          .filter(finding -> finding.outcome() == Finding.Outcome.MET)
          .map(Finding::rule)
          .collect(Collectors.toSet());
    }

    @Override
    public String id() {
      return "accepted";
    }

    @Override
    public boolean accepted() {
      return true;
    }
  }

  /**
   * At least one rule is broken.
   *
   * @param subject what was decided about
   * @param findings what was found
   */
  record Refused(GateSubject subject, List<Finding> findings) implements GateDecision {

    /**
     * Copies the findings.
     *
     * @throws IllegalArgumentException if no rule is broken
     */
    public Refused {
      Objects.requireNonNull(subject);
      findings = List.copyOf(findings);
      if (!has(findings, Finding.Outcome.BROKEN)) {
        throw new IllegalArgumentException("a refusal has at least one broken rule");
      }
    }

    @Override
    public String id() {
      return "refused";
    }
  }

  /**
   * No rule is known to be broken, and at least one could not be decided.
   *
   * @param subject what was decided about
   * @param findings what was found
   */
  record Undecided(GateSubject subject, List<Finding> findings) implements GateDecision {

    /**
     * Copies the findings.
     *
     * @throws IllegalArgumentException if a rule is broken or none is undecided
     */
    public Undecided {
      Objects.requireNonNull(subject);
      findings = List.copyOf(findings);
      if (has(findings, Finding.Outcome.BROKEN) || !has(findings, Finding.Outcome.UNDECIDED)) {
        throw new IllegalArgumentException("undecided is what has an undecided rule, none broken");
      }
    }

    @Override
    public String id() {
      return "undecided";
    }
  }
}
