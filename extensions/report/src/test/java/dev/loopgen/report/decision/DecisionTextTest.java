package dev.loopgen.report.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.GateRule;
import dev.loopgen.report.fixture.SampleDecisions;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecisionTextTest {

  @Test
  void text_decision_hasTheVerdictAndALineForEachRuleWithItsRemedy() {
    DecisionReport report =
        SampleDecisions.report(SampleDecisions.broken(GateRule.SPEC, "It differs."));

    assertThat(report.text(false))
        .isEqualTo(
            """
            REFUSED  tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
              ok     ledger: The ledger is intact.
              ok     passing-run [check]: The latest passed.
              FAIL   spec [check]: It differs.
                     Undo it.
            """);
    assertThat(report.text(true).lines().filter(line -> line.contains("looked at: "))).hasSize(3);
  }

  @Test
  void text_hostileText_staysOnItsLine() {
    List<String> lines =
        SampleDecisions.report(
                SampleDecisions.broken(
                    GateRule.SPEC, SampleDecisions.HOSTILE + "\nACCEPTED  tree 0"))
            .text(true)
            .lines()
            .toList();

    assertThat(lines).hasSize(8);
    assertThat(lines).noneMatch(line -> line.startsWith("ACCEPTED"));
    assertThat(String.join("", lines).chars()).noneMatch(Character::isISOControl);
  }
}
