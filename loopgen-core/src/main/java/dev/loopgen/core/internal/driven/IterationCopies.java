package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.model.ModelUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Attempts as they grow: each step is a copy. */
final class IterationCopies {

  private IterationCopies() {}

  /** Returns an attempt of which nothing is known yet. */
  static DrivenIteration begun(int number, String form) {
    return new DrivenIteration(
        number,
        "",
        form,
        null,
        List.of(),
        false,
        ModelUsage.UNKNOWN,
        Duration.ZERO,
        Duration.ZERO,
        "");
  }

  /** Returns a copy with what was said in it. */
  static DrivenIteration said(
      DrivenIteration attempt, String reasoning, ModelUsage usage, Duration asking) {
    return new DrivenIteration(
        attempt.number(),
        reasoning,
        attempt.form(),
        attempt.unreadable(),
        attempt.outcomes(),
        attempt.verified(),
        usage,
        asking,
        attempt.verifying(),
        attempt.tree());
  }

  /** Returns a copy with one more outcome. */
  static DrivenIteration acted(DrivenIteration attempt, ActionOutcome outcome) {
    List<ActionOutcome> outcomes = new ArrayList<>(attempt.outcomes());
    outcomes.add(outcome);
    return with(attempt, outcomes, attempt.verified(), attempt.verifying(), attempt.tree());
  }

  /** Returns a copy that ended. */
  static DrivenIteration verified(
      DrivenIteration attempt, boolean passed, Duration verifying, String tree) {
    return with(attempt, attempt.outcomes(), passed, verifying, tree);
  }

  private static DrivenIteration with(
      DrivenIteration attempt,
      List<ActionOutcome> outcomes,
      boolean verified,
      Duration verifying,
      String tree) {
    return new DrivenIteration(
        attempt.number(),
        attempt.reasoning(),
        attempt.form(),
        attempt.unreadable(),
        outcomes,
        verified,
        attempt.usage(),
        attempt.asking(),
        verifying,
        tree);
  }
}
