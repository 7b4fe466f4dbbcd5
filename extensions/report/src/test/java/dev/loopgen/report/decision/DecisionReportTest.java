package dev.loopgen.report.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.GateRule;
import dev.loopgen.report.fixture.SampleDecisions;
import org.junit.jupiter.api.Test;

final class DecisionReportTest {

  @Test
  void json_decision_hasTheseMembers() {
    DecisionReport report =
        SampleDecisions.report(SampleDecisions.broken(GateRule.SPEC, "It differs.", "a"));

    assertThat(report.json())
        .startsWith("{\"decision\":\"refused\",\"findings\":[{\"lookedAt\":\"the ledger\",")
        .contains(
            "{\"lookedAt\":\"the"
                + " tree\",\"loop\":\"check\",\"outcome\":\"broken\",\"paths\":[\"a\"],\"remedy\":\"Undo"
                + " it.\",\"rule\":\"spec\",\"showed\":\"It differs.\"}",
            "\"reasons\":[\"It differs. Undo it.\"]",
            "\"commit\":\"5d41402abc4b2a76b9719d911017c592ae2f4e2e\"",
            "\"evidence\":[{\"entry\":\"0101")
        .hasLineCount(1);
  }

  @Test
  void verdict_isOneWord() {
    assertThat(SampleDecisions.report().verdict()).isEqualTo("ACCEPTED");
    assertThat(SampleDecisions.report(SampleDecisions.waived()).verdict()).isEqualTo("ACCEPTED");
    assertThat(SampleDecisions.report(SampleDecisions.undecided()).verdict())
        .isEqualTo("UNDECIDED");
  }
}
