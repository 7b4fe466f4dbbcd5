package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.core.internal.driven.prompt.AgentPrompt;
import dev.loopgen.core.internal.driven.prompt.FailedCommand;
import dev.loopgen.core.internal.driven.prompt.PromptTask;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Writes what an agent is told at the start of each of its turns. */
final class AgentPrompter {

  private final AgentPrompt prompt;

  AgentPrompter(DrivenTask task, RandomGenerator random) {
    this.prompt =
        new AgentPrompt(PromptTask.of(task.loop(), List.copyOf(task.allowedCommands())), random);
  }

  /** Returns the prompt for an agent that knows nothing of the run. */
  String first(TurnFacts facts) {
    return prompt.first(failures(facts), changed(facts));
  }

  /** Returns the prompt for an agent that took the turns before. */
  String next(TurnFacts facts) {
    List<DrivenIteration> all = facts.iterations();
    List<String> blocked =
        all.isEmpty()
            ? List.of()
            : all.get(all.size() - 1).blocked().stream().map(AgentPrompter::line).toList();
    return prompt.next(failures(facts), blocked, facts.nudge());
  }

  private static List<FailedCommand> failures(TurnFacts facts) {
    return facts.checks().map(DialectPrompter::failures).orElse(List.of());
  }

  private static String line(ActionOutcome.Blocked blocked) {
    return blocked.action() + " " + blocked.subject() + ": " + blocked.describe();
  }

  /** Returns the files that earlier turns changed, which an agent that was restarted forgot. */
  private static List<String> changed(TurnFacts facts) {
    return facts.iterations().stream()
        .flatMap(iteration -> iteration.outcomes().stream())
        .filter(
            outcome ->
                outcome instanceof ActionOutcome.Written
                    || outcome instanceof ActionOutcome.Deleted)
        .map(ActionOutcome::subject)
        .distinct()
        .collect(Collectors.toList());
  }
}
