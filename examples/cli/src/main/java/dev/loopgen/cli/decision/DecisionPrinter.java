package dev.loopgen.cli.decision;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.cli.support.Console;
import dev.loopgen.report.decision.DecisionReport;
import java.io.PrintWriter;

/** Prints a decision of the gate for a person. */
public final class DecisionPrinter {

  private final DecisionReport report;

  public DecisionPrinter(DecisionReport report) {
    this.report = report;
  }

  /**
   * Prints the verdict and a line for each rule, with the remedy if it prevents acceptance.
   *
   * @param explain whether to print also what was checked
   */
  public void print(PrintWriter out, boolean explain) {
    GateDecision decision = report.decision();
    out.println(report.verdict() + "  tree " + decision.subject().tree().hex());
    for (Finding finding : decision.findings()) {
      out.println(
          "  " + mark(finding) + " " + title(finding) + Console.sentence(": " + finding.showed()));
      if (explain) {
        out.println(Console.escape("         looked at: " + finding.lookedAt()));
      }
      if (!finding.remedy().isEmpty()) {
        out.println(Console.sentence("         " + finding.remedy()));
      }
    }
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
        + finding.loop().map(loop -> " [" + Console.escape(loop) + "]").orElse("");
  }
}
