package dev.loopgen.report.decision;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.internal.text.TerminalText;

/** Formats a decision for a terminal or a log. */
final class DecisionText {

  private DecisionText() {}

  /** Returns the verdict and a line for each rule, with the remedy if it prevents acceptance. */
  static String of(DecisionReport report, boolean explained) {
    StringBuilder out = new StringBuilder();
    line(out, report.verdict() + "  tree " + report.decision().subject().tree().hex());
    for (Finding finding : report.decision().findings()) {
      line(
          out,
          "  "
              + mark(finding)
              + " "
              + title(finding)
              + TerminalText.sentence(": " + finding.showed()));
      if (explained) {
        line(out, TerminalText.escape("         looked at: " + finding.lookedAt()));
      }
      if (!finding.remedy().isEmpty()) {
        line(out, TerminalText.sentence("         " + finding.remedy()));
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }

  private static String mark(Finding finding) {
    return switch (finding.outcome()) {
      case MET -> "ok    ";
      case WAIVED -> "waived";
      case UNDECIDED -> "?     ";
      case BROKEN -> "FAIL  ";
    };
  }

  private static String title(Finding finding) {
    return finding.rule().id()
        + finding.loop().map(loop -> " [" + TerminalText.escape(loop) + "]").orElse("");
  }
}
