package dev.loopgen.api.model;

import org.jspecify.annotations.Nullable;

/**
 * The tokens that a reply cost, as the server counted them.
 *
 * @param promptTokens the tokens of the request, cached ones included; null if not told
 * @param completionTokens the tokens of the reply, thinking included; null if not told
 * @param cachedTokens those tokens of the request that were in the server's cache; null if not told
 * @param reasoningTokens those tokens of the reply that were thinking; null if not told
 */
public record ModelUsage(
    @Nullable Long promptTokens,
    @Nullable Long completionTokens,
    @Nullable Long cachedTokens,
    @Nullable Long reasoningTokens) {

  /** The usage of a server that counts nothing. */
  public static final ModelUsage UNKNOWN = new ModelUsage(null, null, null, null);

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public ModelUsage {
    check(promptTokens);
    check(completionTokens);
    check(cachedTokens);
    check(reasoningTokens);
  }

  private static void check(@Nullable Long count) {
    if (count != null && count < 0) {
      throw new IllegalArgumentException("a count of tokens must not be negative");
    }
  }
}
