package dev.loopgen.api.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GateDecisionTest {

  private static final GateSubject SUBJECT =
      new GateSubject(
          "loopgen.dev/ledger/unknown",
          GitId.of("4b825dc642cb6eb9a060e54bf8d69288fbee4904"),
          null,
          List.of(),
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          Instant.EPOCH);

  private static Finding finding(GateRule rule, Outcome outcome) {
    return new Finding(rule, null, outcome, "something", "It showed " + rule + ".", "Change it.");
  }

  private static List<Finding> met(Finding... more) {
    List<Finding> findings = new ArrayList<>();
    findings.add(finding(GateRule.LEDGER, Outcome.MET));
    findings.add(finding(GateRule.PASSING_RUN, Outcome.MET));
    findings.addAll(List.of(more));
    return findings;
  }

  @Test
  void of_everythingMetOrWaived_isAccepted() {
    GateDecision decision =
        GateDecision.of(SUBJECT, met(finding(GateRule.FRESHNESS, Outcome.WAIVED)));

    assertThat(decision).isInstanceOf(GateDecision.Accepted.class);
    assertThat(decision.accepted()).isTrue();
    assertThat(decision.reasons()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(GateRule.class)
  void of_anyRuleBroken_isRefusedForThatReasonAlone(GateRule rule) {
    GateDecision decision =
        GateDecision.of(
            SUBJECT,
            met(finding(GateRule.TRUST, Outcome.UNDECIDED), finding(rule, Outcome.BROKEN)));

    assertThat(decision).isInstanceOf(GateDecision.Refused.class);
    assertThat(decision.accepted()).isFalse();
    assertThat(decision.reasons()).contains("It showed " + rule + ". Change it.").hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(GateRule.class)
  void of_anyRuleUndecided_isUndecided(GateRule rule) {
    GateDecision decision = GateDecision.of(SUBJECT, met(finding(rule, Outcome.UNDECIDED)));

    assertThat(decision).isInstanceOf(GateDecision.Undecided.class);
    assertThat(decision.accepted()).isFalse();
    assertThat(decision.reasons()).containsExactly("It showed " + rule + ". Change it.");
  }

  @Test
  void of_nothingOrTooLittleLookedAt_isNoDecision() {
    List<Finding> withoutRun = List.of(finding(GateRule.LEDGER, Outcome.MET));
    List<Finding> withoutLedger = List.of(finding(GateRule.PASSING_RUN, Outcome.MET));

    for (List<Finding> findings : List.of(List.<Finding>of(), withoutRun, withoutLedger)) {
      assertThatThrownBy(() -> GateDecision.of(SUBJECT, findings))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("every rule met or waived");
    }
  }

  @Test
  void constructors_findingsOfAnotherDecision_areRefused() {
    List<Finding> broken = met(finding(GateRule.SPEC, Outcome.BROKEN));

    assertThatThrownBy(() -> new GateDecision.Accepted(SUBJECT, broken))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GateDecision.Undecided(SUBJECT, broken))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GateDecision.Refused(SUBJECT, met()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GateDecision.Undecided(SUBJECT, met()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findings_listChangedAfterwards_areKept() {
    List<Finding> findings = met();

    GateDecision decided = GateDecision.of(SUBJECT, findings);
    findings.clear();

    assertThat(decided.findings()).hasSize(2);
  }

  @Test
  void finding_thatStandsInTheWayWithoutRemedy_isRefused() {
    assertThatThrownBy(
            () -> new Finding(GateRule.SPEC, null, Outcome.BROKEN, "the spec", "It differs.", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a remedy");
  }
}
