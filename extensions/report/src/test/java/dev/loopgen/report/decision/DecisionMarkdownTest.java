package dev.loopgen.report.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.GateRule;
import dev.loopgen.report.fixture.SampleDecisions;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecisionMarkdownTest {

  @Test
  void markdown_decision_isAHeadingAndATable() {
    assertThat(
            SampleDecisions.report(SampleDecisions.broken(GateRule.SPEC, "It differs.")).markdown())
        .isEqualTo(
            """
            ## loopgen: REFUSED

            Tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904, commit 5d41402abc4b2a76b9719d911017c592ae2f4e2e, base 6d41402abc4b2a76b9719d911017c592ae2f4e2e, decided at 2026\\-11\\-23T12\\:00\\:00\\.500Z.

            | | Rule | Loop | What was found | What would change it |
            |---|---|---|---|---|
            | ok | The ledger is intact |  | The ledger is intact\\. |  |
            | ok | The latest run of exactly this tree passed | check | The latest passed\\. |  |
            | **broken** | The spec is the one of the base | check | It differs\\. | Undo it\\. |
            """);
  }

  @Test
  void markdown_hostileText_isOneCellOfText() {
    String text =
        SampleDecisions.report(
                SampleDecisions.broken(
                    GateRule.SPEC, SampleDecisions.HOSTILE + "\n## loopgen: ACCEPTED"))
            .markdown();

    List<String> lines = text.lines().toList();
    assertThat(lines).hasSize(9);
    assertThat(lines.get(8)).matches("\\| \\*\\*broken\\*\\* \\|( (\\\\.|[^|\\\\])*\\|){4}");
    assertThat(lines.get(8))
        .doesNotContain(" <", " `", " [", "](", " @", "https:", "\u202e", "| #", "| -");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("#"))
        .containsExactly("## loopgen: REFUSED");
  }

  @Test
  void markdown_longText_isCutBetweenCharacters() {
    String text =
        SampleDecisions.report(
                SampleDecisions.broken(GateRule.SPEC, "x".repeat(599) + "\ud83d\ude00 and more"))
            .markdown();

    assertThat(text).contains("x".repeat(599) + " …").doesNotContain("and more", "\ud83d");
  }
}
