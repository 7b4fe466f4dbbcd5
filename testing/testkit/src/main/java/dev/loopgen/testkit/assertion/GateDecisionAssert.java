package dev.loopgen.testkit.assertion;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about the decision of a gate. */
public final class GateDecisionAssert extends AbstractAssert<GateDecisionAssert, GateDecision> {

  GateDecisionAssert(@Nullable GateDecision actual) {
    super(actual, GateDecisionAssert.class);
  }

  /**
   * Asserts that the tree may be merged.
   *
   * @return this
   */
  public GateDecisionAssert accepted() {
    isNotNull();
    if (!actual.accepted()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected the gate to accept the tree, but it is " + actual.id() + ":")
              .showing(lines(unmet()), "no finding")
              .todo("meet each rule that is named, in this order."));
    }
    return this;
  }

  /**
   * Asserts that the tree is refused and that this rule is broken, perhaps among others.
   *
   * @param rule the rule
   * @return this
   */
  public GateDecisionAssert isRefusedFor(GateRule rule) {
    return isFor("refused", rule, Finding.Outcome.BROKEN);
  }

  /**
   * Asserts that nothing is decided and that this rule could not be, perhaps among others.
   *
   * @param rule the rule
   * @return this
   */
  public GateDecisionAssert isUndecidedFor(GateRule rule) {
    return isFor("undecided", rule, Finding.Outcome.UNDECIDED);
  }

  private GateDecisionAssert isFor(String decision, GateRule rule, Finding.Outcome outcome) {
    isNotNull();
    boolean found = of(rule).stream().anyMatch(finding -> finding.outcome() == outcome);
    if (!found || !actual.id().equals(decision)) {
      failWithMessage(
          "%s",
          Explanation.of(
                  "Expected the tree to be "
                      + decision
                      + " for the rule "
                      + rule.id()
                      + ", but it is "
                      + actual.id()
                      + ":")
              .showing(lines(of(rule)), "the rule was not examined")
              .showing(lines(unmet()), "no other rule stands in the way")
              .todo("check that policy and repository are as the test means them to be."));
    }
    return this;
  }

  /**
   * Asserts that a rule was examined and holds everywhere, not by a waiver.
   *
   * @param rule the rule
   * @return this
   */
  public GateDecisionAssert meets(GateRule rule) {
    isNotNull();
    List<Finding> found = of(rule);
    if (found.isEmpty()
        || !found.stream().allMatch(finding -> finding.outcome() == Finding.Outcome.MET)) {
      failWithMessage(
          "%s",
          Explanation.of("Expected the rule " + rule.id() + " to be met, but:")
              .showing(
                  lines(found), "the rule was not examined, because the policy does not ask for it")
              .todo("do what the finding says, or demand the rule."));
    }
    return this;
  }

  private List<Finding> of(GateRule rule) {
    return actual.findings().stream().filter(finding -> finding.rule() == rule).toList();
  }

  private List<Finding> unmet() {
    return actual.findings().stream().filter(finding -> !finding.outcome().letsThrough()).toList();
  }

  private static List<String> lines(List<Finding> findings) {
    return findings.stream()
        .map(f -> f.rule().id() + " is " + f.outcome().id() + ": " + f.describe())
        .toList();
  }
}
