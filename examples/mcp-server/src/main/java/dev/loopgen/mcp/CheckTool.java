package dev.loopgen.mcp;

import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.attest.CheckpointFiles;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.decision.DecisionReport;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decides whether the change may be merged. */
final class CheckTool implements ProjectTool {

  private final ServedProject project;

  CheckTool(ServedProject project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String description() {
    return "Decides whether the tree on disk has the evidence that the policy of its base requires:"
        + " accepted, refused or undecided, with reasons. Runs nothing.";
  }

  @Override
  public String outputSchema() {
    return "decision.schema.json";
  }

  @Override
  public ToolAnswer call(Optional<String> loop, RunListener listener) throws InterruptedException {
    KeyAttestationVerifier keys = KeyAttestationVerifier.builder().build();
    GateDecision decision =
        Loopgen.gate(project.root())
            .trust(project.trust())
            .specFile(project.specFile())
            .attestationVerifier(keys)
            .waiverVerifier(keys)
            .checkpointVerifier(CheckpointFiles.create())
            .build()
            .decide();
    DecisionReport report = new DecisionReport(decision, Loopgen.version());
    Json.Obj json = (Json.Obj) Json.parse(report.json().getBytes(StandardCharsets.UTF_8));
    return new ToolAnswer(json, text(report));
  }

  private static String text(DecisionReport report) {
    StringBuilder text = new StringBuilder("The tree is " + report.verdict() + ".\n");
    report.decision().reasons().forEach(reason -> text.append("- ").append(reason).append('\n'));
    return text.toString();
  }
}
