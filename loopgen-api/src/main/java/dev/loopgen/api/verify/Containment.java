package dev.loopgen.api.verify;

import java.util.Objects;

/**
 * How thoroughly a command's processes could be tracked and killed. Never a guarantee that nothing
 * survived.
 *
 * @param level the tracking that was effective on this platform
 * @param leftovers the number of processes that were still alive when the command exited or timed
 *     out, and were signalled to end
 * @param survivors the number of them that were still alive afterwards
 */
public record Containment(Level level, int leftovers, int survivors) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public Containment {
    Objects.requireNonNull(level, "level");
    if (leftovers < 0 || survivors < 0) {
      throw new IllegalArgumentException("a count of processes must not be negative");
    }
  }

  /** Ways to track a command's processes, from weakest to strongest. */
  public enum Level {
    /** Children that kept their parent, tracked through the platform's process handles. */
    DESCENDANTS("descendants"),
    /** Additionally, the command's own session and process group. */
    SESSION("session"),
    /**
     * Additionally, every process that inherited a marker variable, found through {@code /proc}.
     */
    MARKER("marker"),
    /** A process namespace of their own: the kernel ends every process in it with the command. */
    NAMESPACE("namespace");

    private final String id;

    Level(String id) {
      this.id = id;
    }

    /**
     * Returns the name of the level as ledger entries spell it.
     *
     * @return one lower-case word
     */
    public String id() {
      return id;
    }
  }
}
