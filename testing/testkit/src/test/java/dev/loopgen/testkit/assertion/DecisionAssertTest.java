package dev.loopgen.testkit.assertion;

import static dev.loopgen.testkit.assertion.Complaints.complains;
import static dev.loopgen.testkit.assertion.LoopgenAssertions.assertThat;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.testkit.AttestableEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Assertions about decisions, checks of bundles, and evidence about tests. */
final class DecisionAssertTest {

  private static final TestId TEST = new TestId("", List.of("CartTest"), "adds", 1);

  @Test
  void decision_thatIsAsExpected_goesOn() {
    assertThat(decision()).accepted().meets(GateRule.LEDGER);
    assertThat(decision(GateRule.TRUST, Outcome.BROKEN)).isRefusedFor(GateRule.TRUST);
    assertThat(decision(GateRule.TRUST, Outcome.UNDECIDED)).isUndecidedFor(GateRule.TRUST);
  }

  @Test
  void accepted_refusedOrUndecided_showsTheRulesInTheWay() {
    complains(
        () -> assertThat(decision(GateRule.TRUST, Outcome.BROKEN)).accepted(),
        "but it is refused",
        "trust is broken: It showed trust. Change it.");
    complains(
        () -> assertThat(decision(GateRule.TRUST, Outcome.UNDECIDED)).accepted(),
        "but it is undecided");
  }

  @Test
  void isRefusedFor_otherRuleOrAccepted_showsWhatStandsInTheWay() {
    complains(
        () -> assertThat(decision(GateRule.TRUST, Outcome.BROKEN)).isRefusedFor(GateRule.SPEC),
        "refused for the rule spec",
        "the rule was not examined",
        "trust is broken");
    complains(
        () -> assertThat(decision()).isRefusedFor(GateRule.LEDGER),
        "but it is accepted",
        "ledger is met",
        "no other rule stands in the way");
  }

  @Test
  void isUndecidedFor_refusal_isNoIndecision() {
    complains(
        () -> assertThat(decision(GateRule.TRUST, Outcome.BROKEN)).isUndecidedFor(GateRule.TRUST),
        "but it is refused");
  }

  @Test
  void meets_waivedOrNotExamined_isNotMet() {
    complains(
        () -> assertThat(decision(GateRule.FRESHNESS, Outcome.WAIVED)).meets(GateRule.FRESHNESS),
        "freshness is waived");
    complains(
        () -> assertThat(decision()).meets(GateRule.FRESHNESS), "the policy does not ask for it");
  }

  @Test
  void check_thatIsAsExpected_goesOn() {
    assertThat(verified(true)).isVerified().provesPass();
    assertThat(new Check.Rejected<>("No.")).isRejected();
    assertThat(new Check.Undecided<>("No.")).isUndecided();
  }

  @Test
  void check_thatIsNot_showsTheReason() {
    complains(
        () -> assertThat(new Check.Rejected<>("Bob signed it.")).isVerified(),
        "the check is rejected",
        "Bob signed it.");
    complains(() -> assertThat(new Check.Undecided<>("No root.")).provesPass(), "No root.");
    complains(
        () -> assertThat(verified(false)).provesPass(), "proof of a pass", "A run that failed");
    complains(() -> assertThat(verified(true)).isRejected(), "the check is verified");
    complains(() -> assertThat(new Check.Rejected<>("Bad.")).isUndecided(), "Bad.");
  }

  @Test
  void tests_thatAreAsExpected_goOn() {
    TestEvidence evidence =
        evidence(TestOutcome.PASSED).base(new BaseTests(BaseTests.Source.LEDGER, "e1")).build();

    assertThat(evidence)
        .hasExecutedAtLeast(1)
        .hasNoFailedTests()
        .hasLostNoTests()
        .hasNoFlakyTests();
  }

  @Test
  void tests_thatAreNot_areNamed() {
    complains(
        () -> assertThat(evidence(TestOutcome.FAILED).build()).hasNoFailedTests(),
        "CartTest > adds");
    complains(
        () -> assertThat(evidence(TestOutcome.SKIPPED).build()).hasNoFailedTests(),
        "at least 1 executed",
        "1 skipped");
    complains(() -> assertThat(evidence(TestOutcome.PASSED).build()).hasLostNoTests(), "not known");
    TestEvidence.Builder known =
        evidence(TestOutcome.PASSED).base(new BaseTests(BaseTests.Source.RUN, ""));
    complains(
        () -> assertThat(known.lost(List.of(TEST)).build()).hasLostNoTests(),
        "no lost test",
        "CartTest > adds");
    complains(
        () ->
            assertThat(known.lost(List.of()).newlySkipped(List.of(TEST)).build()).hasLostNoTests(),
        "no newly skipped test");
    complains(
        () ->
            assertThat(evidence(TestOutcome.PASSED).attempts(2, List.of(TEST)).build())
                .hasNoFlakyTests(),
        "no flaky test");
  }

  private static TestEvidence.Builder evidence(TestOutcome outcome) {
    return TestEvidence.builder(
        List.of(), List.of(new TestCase(TEST, outcome, false, Duration.ZERO, List.of())));
  }

  private static AttestationVerifier.VerifiedRun verified(boolean passed) {
    return new AttestationVerifier.VerifiedRun(
        SignedBundle.Kind.RUN,
        new VerifiedSigner.Key("Ed25519", Sha256.of(new byte[32])),
        List.of(),
        AttestableEntry.of(List.of(LedgerFacts.judged("run", passed))).get(0).position(),
        passed);
  }

  private static GateDecision decision() {
    return GateDecision.of(subject(), met());
  }

  private static GateDecision decision(GateRule rule, Outcome outcome) {
    List<Finding> findings = met();
    findings.add(finding(rule, outcome));
    return GateDecision.of(subject(), findings);
  }

  private static List<Finding> met() {
    return new ArrayList<>(
        List.of(finding(GateRule.LEDGER, Outcome.MET), finding(GateRule.PASSING_RUN, Outcome.MET)));
  }

  private static Finding finding(GateRule rule, Outcome outcome) {
    String remedy = outcome.letsThrough() ? "" : "Change it.";
    return new Finding(rule, null, outcome, "it", "It showed " + rule.id() + ".", remedy);
  }

  private static GateSubject subject() {
    return new GateSubject(
        "loopgen.dev/ledger/unknown",
        GitId.of("3".repeat(40)),
        null,
        List.of(),
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        Instant.EPOCH);
  }
}
