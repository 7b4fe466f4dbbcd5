package dev.loopgen.api.gate;

import java.util.List;

/** What a gate decided. Only {@link Accepted} lets a tree through. */
public sealed interface GateDecision {

  /**
   * Tells whether the tree may be merged.
   *
   * @return true only for {@link Accepted}
   */
  default boolean accepted() {
    return false;
  }

  /**
   * Returns what the decision rests on.
   *
   * @return sentences for a person, at least one
   */
  List<String> reasons();

  private static List<String> checked(List<String> reasons) {
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("a decision has at least one reason");
    }
    return List.copyOf(reasons);
  }

  /**
   * Every rule is met.
   *
   * @param reasons what met them
   */
  record Accepted(List<String> reasons) implements GateDecision {

    /**
     * Copies the reasons.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Accepted {
      reasons = checked(reasons);
    }

    @Override
    public boolean accepted() {
      return true;
    }
  }

  /**
   * At least one rule is broken.
   *
   * @param reasons each broken rule
   */
  record Refused(List<String> reasons) implements GateDecision {

    /**
     * Copies the reasons.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Refused {
      reasons = checked(reasons);
    }
  }

  /**
   * No rule is known to be broken, and at least one could not be decided.
   *
   * @param reasons what is missing for a decision
   */
  record Undecided(List<String> reasons) implements GateDecision {

    /**
     * Copies the reasons.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Undecided {
      reasons = checked(reasons);
    }
  }
}
