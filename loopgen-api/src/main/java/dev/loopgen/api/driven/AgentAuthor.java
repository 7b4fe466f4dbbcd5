package dev.loopgen.api.driven;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an agent that made a change in a process of its own.
 *
 * @param confinement whether its process could write to the work tree by itself
 * @param usage what its last session used as it said; null if it did not
 */
public record AgentAuthor(Confinement confinement, @Nullable SessionUsage usage) {

  /** Checks that the confinement is present. */
  public AgentAuthor {
    Objects.requireNonNull(confinement);
  }

  /**
   * Returns what is known of an agent that tells nothing of its usage.
   *
   * @param confinement whether its process could write to the work tree by itself
   * @return an author without usage
   */
  public static AgentAuthor of(Confinement confinement) {
    return new AgentAuthor(confinement, null);
  }

  /** Whether the process of an agent could write to the work tree by itself. */
  public enum Confinement {
    /** It ran in a sandbox, and all its changes went through the run. */
    SANDBOXED("sandboxed"),
    /** It ran with the rights of the user: what it did beside the recorded actions is unknown. */
    UNCONFINED("unconfined");

    private final String id;

    Confinement(String id) {
      this.id = id;
    }

    /**
     * Returns the stable name in files and machine output.
     *
     * @return one word, listed in docs/ids.md
     */
    public String id() {
      return id;
    }
  }
}
