package dev.loopgen.api.driven;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a driven run may still spend. Immutable.
 *
 * @param time how long it may still take
 * @param promptTokens the tokens that its prompts may still have, or null if they are not limited
 * @param completionTokens the tokens that replies may still have, or null if they are not limited
 * @param cost what it may still cost, in the unit of {@link DrivenOptions#price()}, or null if that
 *     is not limited
 */
public record BudgetLeft(
    Duration time,
    @Nullable Long promptTokens,
    @Nullable Long completionTokens,
    @Nullable Double cost) {

  /** Checks that a time is given. */
  public BudgetLeft {
    Objects.requireNonNull(time);
  }
}
