package dev.loopgen.api.driven;

/**
 * Prices what a model is asked. Implementations are thread-safe and do not block.
 *
 * <p>A driven run asks before each request for the price of the most that the request may cost.
 */
@FunctionalInterface
public interface TokenPrice {

  /**
   * Returns a price.
   *
   * @param promptTokens the tokens of the prompts
   * @param completionTokens the tokens of the replies
   * @return the price, in the unit of {@link DrivenOptions.Builder#maxCost(double, TokenPrice)};
   *     not negative
   */
  double of(long promptTokens, long completionTokens);
}
