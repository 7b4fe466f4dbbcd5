package dev.loopgen.cli.decision;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.cli.support.Colours;
import dev.loopgen.cli.support.Console;
import dev.loopgen.report.decision.DecisionReport;
import java.io.PrintWriter;

/** Prints a decision of the gate for a person. */
public final class DecisionPrinter {

  private final DecisionReport report;
  private final Colours colours;

  public DecisionPrinter(DecisionReport report, Colours colours) {
    this.report = report;
    this.colours = colours;
  }

  /** Prints the verdict and the tree, in one line. */
  public void printVerdict(PrintWriter out) {
    GateDecision decision = report.decision();
    String verdict =
        decision instanceof GateDecision.Undecided
            ? colours.doubt(report.verdict())
            : colours.verdict(decision.accepted(), report.verdict());
    out.println(verdict + "  tree " + decision.subject().tree().hex());
  }

  /**
   * Prints the verdict and a line for each rule, with the remedy if it prevents acceptance.
   *
   * @param explain whether to print also what was checked
   */
  public void print(PrintWriter out, boolean explain) {
    GateDecision decision = report.decision();
    printVerdict(out);
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

  private String mark(Finding finding) {
    return switch (finding.outcome()) {
      case MET -> colours.verdict(true, "ok    ");
      case WAIVED -> colours.doubt("waived");
      case UNDECIDED -> colours.doubt("?     ");
      case BROKEN -> colours.verdict(false, "FAIL  ");
    };
  }

  private static String title(Finding finding) {
    return finding.rule().id()
        + finding.loop().map(loop -> " [" + Console.escape(loop) + "]").orElse("");
  }
}
