package dev.loopgen.mcp;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.LoopSpecs;
import dev.loopgen.core.Policies;
import dev.loopgen.core.PolicySource;
import dev.loopgen.report.RequirementsReport;
import java.util.List;
import java.util.Optional;

/** Explains what a change has to pass. */
final class ExplainTool implements ProjectTool {

  private final ServedProject project;

  ExplainTool(ServedProject project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String description() {
    return "Explains what a change has to pass: the loops of the base, with their commands and the"
        + " paths that must not be touched, and the rules of the policy. Call it before the work.";
  }

  @Override
  public String outputSchema() {
    return "explain.schema.json";
  }

  @Override
  public ToolAnswer call(Optional<String> loop, RunListener listener) throws InterruptedException {
    PolicySource source = Policies.atBase(project.root(), project.trust());
    List<LoopSpec> loops = LoopSpecs.atBase(project.root(), project.trust(), project.specFile());
    RequirementsReport report = RequirementsReport.of(loops, source.policy());
    Json.ObjectBuilder json =
        Json.object()
            .put("origin", source.origin())
            .putIfPresent("base", source.base().map(GitId::hex).map(Json::of));
    report.json().members().forEach(json::put);
    return new ToolAnswer(json.build(), report.text());
  }
}
