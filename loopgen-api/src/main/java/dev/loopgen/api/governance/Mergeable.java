package dev.loopgen.api.governance;

/**
 * Figures that can be worked out in parts and added up. Which part comes first, and which are added
 * up earlier, makes no difference.
 *
 * @param <T> the figures
 */
public interface Mergeable<T extends Mergeable<T>> {

  /**
   * Adds figures of other runs up with these.
   *
   * @param other figures of runs that are not among these
   * @return the figures of all of them
   */
  T merge(T other);
}
