package dev.loopgen.api.verify;

import java.util.Objects;

/**
 * How far a command's processes could be followed and ended. Never a promise that nothing survived.
 *
 * @param level the means that were effective on this platform
 * @param leftovers how many processes were still alive when the command had ended or its time was
 *     up, and were told to end
 * @param survivors how many of them were still seen afterwards
 */
public record Containment(Level level, int leftovers, int survivors) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public Containment {
    Objects.requireNonNull(level);
    if (leftovers < 0 || survivors < 0) {
      throw new IllegalArgumentException("a count of processes is not negative");
    }
  }

  /** Means to follow a command's processes, from weak to strong. */
  public enum Level {
    /** Children that kept their parent, through the platform's process handles. */
    DESCENDANTS("descendants"),
    /** In addition the command's own session and process group. */
    SESSION("session"),
    /** In addition every process that inherited a marker variable, found through {@code /proc}. */
    MARKER("marker");

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
