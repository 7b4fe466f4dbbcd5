package dev.loopgen.core.internal.ledger.verify.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node in the structure of a line; the leaves are values that contain no objects. */
sealed interface TemplateNode {

  /**
   * A value that contains no objects.
   *
   * @param slot its number in the line, from 0
   * @param constant its text, or null if it varies from line to line
   */
  record Slot(int slot, @Nullable String constant) implements TemplateNode {}

  /**
   * An array that contains objects.
   *
   * @param elements its elements
   */
  record Elements(List<TemplateNode> elements) implements TemplateNode {}

  /**
   * An object.
   *
   * @param members its members, sorted by name
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
