package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.BudgetLeft;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.core.internal.driven.journal.Spending;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run may spend on its model. A request is reserved at its upper bound before it is sent,
 * and what was spent never shrinks below what a server counted. Not thread-safe.
 */
final class DrivenBudget {

  private final DrivenOptions options;
  private final Supplier<Instant> clock;
  private final Duration limit;
  private final Instant start;
  private final Duration before;
  private long promptTokens;
  private long completionTokens;

  /**
   * Creates the budget of a run.
   *
   * @param limit how long the run may take
   * @param spent what it spent before it was interrupted
   * @param clock returns the time
   */
  DrivenBudget(DrivenOptions options, Duration limit, Spending spent, Supplier<Instant> clock) {
    this.options = options;
    this.limit = limit;
    this.clock = clock;
    this.start = clock.get();
    this.before = spent.time();
    this.promptTokens = spent.promptTokens();
    this.completionTokens = spent.completionTokens();
  }

  /** A request that was reserved. */
  record Reservation(long promptTokens, long completionTokens) {}

  /**
   * Reserves a request.
   *
   * @param prompt the tokens of the prompt, at most
   * @throws StoppedException if it does not fit
   */
  Reservation reserve(long prompt) throws StoppedException {
    timeLeft();
    long completion = options.maxOutputTokens();
    if (prompt > options.maxPromptTokens() - promptTokens) {
      throw new StoppedException(new StopReason.Budget("prompt tokens"));
    }
    if (completion > options.maxCompletionTokens() - completionTokens) {
      throw new StoppedException(new StopReason.Budget("completion tokens"));
    }
    if (options.price().of(promptTokens + prompt, completionTokens + completion)
        > options.maxCost()) {
      throw new StoppedException(new StopReason.Budget("cost"));
    }
    promptTokens += prompt;
    completionTokens += completion;
    return new Reservation(prompt, completion);
  }

  /** Replaces a reservation by what the server counted; what it did not count stays reserved. */
  void settle(Reservation reserved, ModelUsage usage) {
    promptTokens +=
        Objects.requireNonNullElse(usage.promptTokens(), reserved.promptTokens())
            - reserved.promptTokens();
    completionTokens +=
        Objects.requireNonNullElse(usage.completionTokens(), reserved.completionTokens())
            - reserved.completionTokens();
  }

  /**
   * Returns the time that is left.
   *
   * @throws StoppedException if there is none
   */
  Duration timeLeft() throws StoppedException {
    Duration left = limit.minus(lasted());
    if (left.isNegative() || left.isZero()) {
      throw new StoppedException(new StopReason.TimeLimit());
    }
    return left;
  }

  /**
   * Returns the time that a request may take.
   *
   * @throws StoppedException if there is none
   */
  Duration requestTime() throws StoppedException {
    Duration left = timeLeft();
    Duration most = options.requestTimeLimit();
    return left.compareTo(most) < 0 ? left : most;
  }

  /**
   * Returns what is left.
   *
   * @throws StoppedException if no time is
   */
  BudgetLeft left() throws StoppedException {
    double cost = options.maxCost() - options.price().of(promptTokens, completionTokens);
    return new BudgetLeft(
        timeLeft(),
        left(options.maxPromptTokens(), promptTokens),
        left(options.maxCompletionTokens(), completionTokens),
        Double.isInfinite(options.maxCost()) ? null : Math.max(0, cost));
  }

  private static @Nullable Long left(long limit, long used) {
    return limit == Long.MAX_VALUE ? null : Math.max(0, limit - used);
  }

  /** Returns what the run has spent. */
  Spending spent() {
    return new Spending(promptTokens, completionTokens, lasted());
  }

  /** Returns how long the run has lasted. May be called on any thread. */
  Duration lasted() {
    return before.plus(Duration.between(start, clock.get()));
  }
}
