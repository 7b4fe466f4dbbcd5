package dev.loopgen.api.tests;

/**
 * How the lines that a change adds or edits fared.
 *
 * @param met the covered lines, or the killed mutants
 * @param all the lines that can be covered, or all mutants
 * @param demanded the least share in percent
 */
public record LineFigure(int met, int all, int demanded) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they cannot be
   */
  public LineFigure {
    if (met < 0 || met > all || demanded < 0 || demanded > 100) {
      throw new IllegalArgumentException(
          met + " of " + all + ", " + demanded + " percent demanded");
    }
  }

  /**
   * Tells whether the demand is met.
   *
   * @return true if the share is high enough, or there is nothing to count
   */
  public boolean isMet() {
    return 100L * met >= (long) demanded * all;
  }

  /**
   * Returns the share.
   *
   * @return whole percent, rounded down; 100 if there is nothing to count
   */
  public int percent() {
    return all == 0 ? 100 : (int) (100L * met / all);
  }
}
