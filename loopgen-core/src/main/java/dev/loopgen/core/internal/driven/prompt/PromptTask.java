package dev.loopgen.core.internal.driven.prompt;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import java.util.List;
import java.util.Objects;

/**
 * What stays the same in all prompts of a run.
 *
 * @param goal what is wanted, in the spec's words
 * @param commands the commands that must pass
 * @param allowed the commands that may be run
 * @param forbidden the patterns of paths that must not change
 * @param contextSources the files that the spec wants to be shown
 */
public record PromptTask(
    String goal,
    List<String> commands,
    List<String> allowed,
    List<String> forbidden,
    List<String> contextSources) {

  public PromptTask {
    Objects.requireNonNull(goal);
    commands = List.copyOf(commands);
    allowed = List.copyOf(allowed);
    forbidden = List.copyOf(forbidden);
    contextSources = List.copyOf(contextSources);
  }

  /** Takes the task from a loop. */
  public static PromptTask of(LoopSpec loop, List<String> allowed) {
    List<String> sources =
        loop.source().array("contextSources").orElse(List.of()).stream()
            .filter(Json.Text.class::isInstance)
            .map(source -> ((Json.Text) source).value())
            .toList();
    return new PromptTask(
        loop.goal().isBlank() ? loop.title() : loop.goal(),
        loop.commands(),
        allowed,
        loop.forbiddenPaths().stream().map(Object::toString).toList(),
        sources);
  }
}
