package dev.loopgen.api.driven;

import org.jspecify.annotations.Nullable;

/**
 * What a session with an agent used, as the agent last said. A claim, not proof.
 *
 * @param usedTokens the tokens in its context
 * @param contextTokens the size of its context, in tokens
 * @param cost what the session cost so far; null if not told
 * @param currency the currency of the cost, for example {@code USD}; null if not told
 */
public record SessionUsage(
    long usedTokens, long contextTokens, @Nullable Double cost, @Nullable String currency) {

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if one is negative, or the cost is not a finite number
   */
  public SessionUsage {
    if (usedTokens < 0 || contextTokens < 0) {
      throw new IllegalArgumentException("a count of tokens must not be negative");
    }
    if (cost != null && !(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a cost must be a number that is not negative");
    }
  }
}
