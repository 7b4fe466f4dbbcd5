package dev.loopgen.core.internal.driven.confine;

/**
 * How much a model may change in one run.
 *
 * @param fileBytes the largest file that it may write
 * @param bytes how much it may write in total
 * @param files how many files it may change; a removal counts like a write
 * @param actions how many actions of any kind it may take
 */
public record ActionLimits(long fileBytes, long bytes, int files, int actions) {

  /** The limits of npm loopgen, and one for actions, which it does not have. */
  public static final ActionLimits DEFAULT = new ActionLimits(512 << 10, 2 << 20, 50, 500);
}
