package dev.loopgen.api.gate;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gate's decision about one tree. Only {@link Accepted} lets it through.
 *
 * <p>A decision applies to the tree and the instant named by its subject. It shows that the
 * policy's rules are met, not that the runs were honest.
 */
public sealed interface GateDecision {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Derives the decision from the findings.
   *
   * @param subject what the findings are about
   * @param findings one for each rule and loop that was examined
   * @return refused if any rule is broken, else undecided if any is undecided, else accepted
   * @throws IllegalArgumentException if no rule is broken or undecided, but the findings do not
   *     show an intact ledger and a passing run
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
   * Returns the subject of the decision.
   *
   * @return the subject
   */
  GateSubject subject();

  /**
   * Returns the findings in the order of examination.
   *
   * @return one finding for each rule and loop
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
   * Returns the reasons: for an accepted tree, what met the rules; otherwise, what prevents
   * acceptance.
   *
   * @return sentences for people
   */
  default List<String> reasons() {
    return findings().stream()
        .filter(finding -> finding.outcome().letsThrough() == accepted())
        .map(Finding::describe)
        .toList();
  }

  /**
   * Every rule is met or waived. The ledger rule is met, and the passing-run rule is met for at
   * least one loop.
   *
   * @param subject the subject
   * @param findings the findings
   */
  record Accepted(GateSubject subject, List<Finding> findings) implements GateDecision {

    /**
     * Copies the findings.
     *
     * @throws IllegalArgumentException if they do not let the tree through
     */
    public Accepted {
      Objects.requireNonNull(subject, "subject");
      findings = List.copyOf(findings);
      if (!findings.stream().allMatch(finding -> finding.outcome().letsThrough())
          || !Stream.of(GateRule.LEDGER, GateRule.PASSING_RUN).allMatch(met(findings)::contains)) {
        throw new IllegalArgumentException(
            "an accepted tree needs every rule met or waived, an intact ledger and a passing run");
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
   * @param subject the subject
   * @param findings the findings
   */
  record Refused(GateSubject subject, List<Finding> findings) implements GateDecision {

    /**
     * Copies the findings.
     *
     * @throws IllegalArgumentException if no rule is broken
     */
    public Refused {
      Objects.requireNonNull(subject, "subject");
      findings = List.copyOf(findings);
      if (!has(findings, Finding.Outcome.BROKEN)) {
        throw new IllegalArgumentException("a refusal needs at least one broken rule");
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
   * @param subject the subject
   * @param findings the findings
   */
  record Undecided(GateSubject subject, List<Finding> findings) implements GateDecision {

    /**
     * Copies the findings.
     *
     * @throws IllegalArgumentException if a rule is broken or none is undecided
     */
    public Undecided {
      Objects.requireNonNull(subject, "subject");
      findings = List.copyOf(findings);
      if (has(findings, Finding.Outcome.BROKEN) || !has(findings, Finding.Outcome.UNDECIDED)) {
        throw new IllegalArgumentException(
            "an undecided decision needs an undecided rule and no broken one");
      }
    }

    @Override
    public String id() {
      return "undecided";
    }
  }
}
