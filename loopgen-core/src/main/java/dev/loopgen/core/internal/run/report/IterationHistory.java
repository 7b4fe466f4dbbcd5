package dev.loopgen.core.internal.run.report;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.internal.text.FirstNames;
import dev.loopgen.api.internal.text.Markdown;
import dev.loopgen.api.internal.text.ReadableNames;
import dev.loopgen.api.internal.text.TextStart;
import java.util.List;
import java.util.stream.Collectors;

/** The attempts of a model, in Markdown. Everything that the model wrote is escaped. */
final class IterationHistory {

  private static final int MAX_REASONING = 400;
  private static final int MAX_SUBJECT = 200;
  private static final int MAX_ACTIONS = 100;

  private final StringBuilder out = new StringBuilder();

  private IterationHistory() {}

  /** Returns the section about a run. */
  static String of(DrivenRun run) {
    IterationHistory history = new IterationHistory();
    history.line("");
    history.line("## Iteration history");
    run.iterations().forEach(history::iteration);
    history.line("");
    history.line("Stop reason: " + run.stop().id() + ". " + Markdown.text(run.stop().describe()));
    return history.out.toString();
  }

  private void iteration(DrivenIteration iteration) {
    line("");
    line("### Iteration " + iteration.number());
    line("");
    if (!iteration.reasoning().isBlank()) {
      line("> " + Markdown.text(TextStart.cut(oneLine(iteration.reasoning()), MAX_REASONING)));
    }
    List<ActionOutcome> taken =
        iteration.outcomes().stream()
            .filter(outcome -> !(outcome instanceof ActionOutcome.Blocked))
            .toList();
    line("- Applied: " + (taken.isEmpty() ? "(none)" : listed(taken)));
    List<ActionOutcome.Blocked> blocked = iteration.blocked();
    line("- Blocked: " + (blocked.isEmpty() ? "(none)" : blocked(blocked)));
    if (iteration.unreadable() != null) {
      line("- parse error: " + Markdown.text(iteration.unreadable()));
    }
    line("- verification " + (iteration.verified() ? "passed" : "failed"));
  }

  private static String listed(List<ActionOutcome> outcomes) {
    return FirstNames.of(outcomes.stream().map(IterationHistory::named).toList(), MAX_ACTIONS);
  }

  private static String blocked(List<ActionOutcome.Blocked> blocked) {
    return blocked.stream()
            .limit(MAX_ACTIONS)
            .map(
                outcome ->
                    named(outcome)
                        + " — **blocked** ("
                        + outcome.reason().id()
                        + (outcome.detail().isEmpty()
                            ? ""
                            : " " + Markdown.code(TextStart.cut(outcome.detail(), MAX_SUBJECT)))
                        + ")")
            .collect(Collectors.joining("\n  - "))
        + (blocked.size() > MAX_ACTIONS
            ? "\n  - … and " + (blocked.size() - MAX_ACTIONS) + " more"
            : "");
  }

  private static String named(ActionOutcome outcome) {
    String action = Markdown.text(TextStart.cut(outcome.action(), MAX_SUBJECT));
    return outcome.subject().isBlank()
        ? action
        : action
            + " "
            + Markdown.code(
                ReadableNames.in(TextStart.cut(oneLine(outcome.subject()), MAX_SUBJECT)));
  }

  /** Returns the paragraph about what a driven run proves. */
  static String scope(DrivenRun run) {
    return "> Scope: **bounded + enforced**. loopgen drove a model ("
        + Markdown.text(run.model().adapter() + " · " + run.model().model())
        + "), blocked writes outside the judged files and commands that are not allowed **before"
        + " they took effect**, bounded the attempts, and judged the result as any other change"
        + " (stop reason: "
        + run.stop().id()
        + "). The audit entry is hash-chained in `.loopgen/audit.jsonl`: evidence that shows edits"
        + " to whoever holds a later hash, not signed proof.";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
