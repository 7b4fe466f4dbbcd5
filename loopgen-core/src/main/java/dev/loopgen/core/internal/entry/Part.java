package dev.loopgen.core.internal.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a line is made of, down to the values that differ from line to line. */
sealed interface Part {

  /**
   * A value without objects in it.
   *
   * @param slot its number in the line, from 0
   */
  record Slot(int slot) implements Part {}

  /**
   * An array with objects in it.
   *
   * @param elements its elements
   */
  record Elements(List<Part> elements) implements Part {}

  /**
   * An object.
   *
   * @param members its members, in the order of their names
   */
  record Members(Map<String, Part> members) implements Part {

    Optional<Members> object(String name) {
      return Optional.ofNullable(members.get(name))
          .filter(Members.class::isInstance)
          .map(Members.class::cast);
    }

    /** Returns the slot of a member that has one. */
    Optional<Integer> slot(String name) {
      return Optional.ofNullable(members.get(name))
          .filter(Slot.class::isInstance)
          .map(part -> ((Slot) part).slot());
    }

    boolean has(String name) {
      return members.containsKey(name);
    }
  }
}
