package dev.loopgen.mcp;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.LoopSpecs;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.Policies;
import dev.loopgen.core.PolicySource;
import dev.loopgen.report.PolicyReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
    PolicyReport report = PolicyReport.of(source.policy());
    List<LoopSpec> loops =
        Loopgen.fileAtBase(project.root(), project.trust(), project.specFile())
            .map(bytes -> LoopSpecs.read(bytes, project.specFile()))
            .orElse(List.of());
    Json.ObjectBuilder json =
        Json.object()
            .put("loops", loops.stream().map(ExplainTool::json).toList())
            .put("origin", source.origin())
            .putIfPresent("base", source.base().map(GitId::hex).map(Json::of));
    report.json().members().forEach(json::put);
    return new ToolAnswer(json.build(), text(loops, report));
  }

  private static Json.Obj json(LoopSpec loop) {
    return Json.object()
        .put("id", loop.id())
        .put("sha256", loop.digest())
        .put("commands", Json.strings(loop.commands()))
        .put("forbiddenPaths", Json.strings(forbidden(loop)))
        .build();
  }

  private static List<String> forbidden(LoopSpec loop) {
    return loop.forbiddenPaths().stream().map(pattern -> pattern.text()).toList();
  }

  private static String text(List<LoopSpec> loops, PolicyReport report) {
    StringBuilder text = new StringBuilder();
    for (LoopSpec loop : loops) {
      text.append("Loop ").append(loop.id()).append(" runs:\n");
      loop.commands().forEach(command -> text.append("    ").append(command).append('\n'));
      if (!loop.forbiddenPaths().isEmpty()) {
        text.append("  Must not be touched: ").append(String.join(", ", forbidden(loop)));
        text.append('\n');
      }
    }
    if (loops.isEmpty()) {
      text.append("The base has no loop.\n");
    }
    return text
        + report.rules().entrySet().stream()
            .map(rule -> "- " + rule.getKey().id() + ": " + rule.getValue())
            .collect(Collectors.joining("\n"));
  }
}
