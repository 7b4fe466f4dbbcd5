package dev.loopgen.report;

import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.PathPattern;
import java.util.List;
import java.util.Objects;

/** Tells whoever is to make a change what it has to pass: loops and the policy. Immutable. */
public final class RequirementsReport {

  private final List<LoopSpec> loops;
  private final PolicyReport policy;

  private RequirementsReport(List<LoopSpec> loops, PolicyReport policy) {
    this.loops = List.copyOf(loops);
    this.policy = policy;
  }

  /**
   * Explains what a change has to pass.
   *
   * @param loops the loops, from the base of the change
   * @param policy the policy, from the base of the change
   * @return the explanation
   */
  public static RequirementsReport of(List<LoopSpec> loops, GatePolicy policy) {
    return new RequirementsReport(loops, PolicyReport.of(Objects.requireNonNull(policy, "policy")));
  }

  /**
   * Writes it for programs.
   *
   * @return the object of {@link PolicyReport#json()} with the loops in {@code loops}
   */
  public Json.Obj json() {
    Json.ObjectBuilder json =
        Json.object().put("loops", loops.stream().map(RequirementsReport::json).toList());
    policy.json().members().forEach(json::put);
    return json.build();
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
    return loop.forbiddenPaths().stream().map(PathPattern::text).toList();
  }

  /**
   * Writes it for a person or a model.
   *
   * @return lines that end with a line break
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (LoopSpec loop : loops) {
      text.append("Loop ").append(loop.id()).append(" runs:\n");
      loop.commands().forEach(command -> text.append("    ").append(command).append('\n'));
      if (!loop.forbiddenPaths().isEmpty()) {
        String paths = String.join(", ", forbidden(loop));
        text.append("  Must not be touched: ").append(paths).append('\n');
      }
    }
    if (loops.isEmpty()) {
      text.append("The base has no loop.\n");
    }
    policy
        .rules()
        .forEach(
            (rule, required) ->
                text.append("- ").append(rule.id()).append(": ").append(required).append('\n'));
    return text.toString();
  }
}
