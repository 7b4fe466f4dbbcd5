package dev.loopgen.mcp;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.LedgerReport;
import java.util.Optional;

/** Checks the ledger. */
final class VerifyTool implements ProjectTool {

  private final ServedProject project;

  VerifyTool(ServedProject project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String description() {
    return "Checks the ledger of runs, also against git's history: whether it is intact, and if"
        + " not, where it was changed.";
  }

  @Override
  public String outputSchema() {
    return "verify.schema.json";
  }

  @Override
  public ToolAnswer call(Optional<String> loop, RunListener listener) {
    LedgerExpectation known = Loopgen.expectation(project.root());
    ChainStatus status = Loopgen.ledger(project.root()).verify(known);
    LedgerReport report = new LedgerReport(status, true, known.anchors().size(), 0);
    return new ToolAnswer(
        report.json(), (status.isIntact() ? "Intact. " : "Not intact. ") + status.describe());
  }
}
