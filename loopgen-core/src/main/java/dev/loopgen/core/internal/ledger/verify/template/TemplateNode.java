package dev.loopgen.core.internal.ledger.verify.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a line is made of, down to the values without objects in them. */
sealed interface TemplateNode {

  /**
   * A value without objects in it.
   *
   * @param slot its number in the line, from 0
   * @param constant its text, or null where it differs from line to line
   */
  record Slot(int slot, @Nullable String constant) implements TemplateNode {}

  /**
   * An array with objects in it.
   *
   * @param elements its elements
   */
  record Elements(List<TemplateNode> elements) implements TemplateNode {}

  /**
   * An object.
   *
   * @param members its members, in the order of their names
   */
  record Members(Map<String, TemplateNode> members) implements TemplateNode {

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
