package dev.loopgen.mcp;

import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.adapters.scan.TestsProposal;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunListener;
import java.util.List;
import java.util.Optional;

/** Says what the latest run showed about tests, and how they could be judged. */
final class TestsTool implements ProjectTool {

  private final ServedProject project;

  TestsTool(ServedProject project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "tests";
  }

  @Override
  public String description() {
    return "Says what the latest recorded run showed about tests: how many ran, failed, were"
        + " skipped or were lost since the base. Also proposes verification.tests for the spec,"
        + " which only a person can adopt. Runs nothing.";
  }

  @Override
  public String outputSchema() {
    return "tests.schema.json";
  }

  @Override
  public ToolAnswer call(Optional<String> loop, RunListener listener) {
    Optional<AuditEntry> latest = new LedgerEntries(project.root()).latest();
    Optional<Json.Obj> tests =
        latest.flatMap(entry -> entry.json().object("judgement")).flatMap(it -> it.object("tests"));
    List<TestsProposal> proposals = ProjectScan.of(project.root()).tests();
    Json.ObjectBuilder json = Json.object();
    latest.ifPresent(entry -> json.put("run", json(entry)));
    json.putIfPresent("tests", tests).put("proposal", TestsProposal.json(proposals));
    return new ToolAnswer(json.build(), text(latest, tests, proposals));
  }

  private static Json.Obj json(AuditEntry entry) {
    return Json.object()
        .put("passed", entry.passed())
        .putIfPresent("loop", entry.loopId().map(Json::of))
        .putIfPresent("entry", entry.hash().map(Json::of))
        .putIfPresent("timestamp", entry.timestamp().map(at -> Json.of(at.toString())))
        .build();
  }

  private static String text(
      Optional<AuditEntry> latest, Optional<Json.Obj> tests, List<TestsProposal> proposals) {
    String said =
        tests
            .map(found -> "The latest run showed of its tests: " + found.canonical())
            .orElse(
                latest.isPresent()
                    ? "The latest run shows nothing about tests: its loop demands nothing of them."
                    : "No run is recorded yet.");
    return proposals.isEmpty()
        ? said
        : said + "\nTests that could be judged: " + TestsProposal.json(proposals).canonical();
  }
}
