package dev.loopgen.core.internal.driven.action;

/**
 * A part of a reply that was meant as an action but is not one. It has no effect and is recorded.
 *
 * @param name the action's name as the model wrote it, bounded; empty if there is none
 * @param reason what is wrong, as a clause
 */
public record MalformedAction(String name, String reason) implements ProposedAction {

  public MalformedAction {
    name = OneLine.of(name);
    reason = OneLine.of(reason);
  }

  @Override
  public String id() {
    return "malformed";
  }

  @Override
  public String describe() {
    return name.isEmpty() ? "malformed: " + reason : "malformed " + name + ": " + reason;
  }
}
