package dev.loopgen.core.internal.driven.action;

/**
 * One thing a reply asks for, in the reply's order: an action, or what could not be read as one.
 */
public sealed interface ProposedAction permits Action, MalformedAction {

  /** Returns the name under which the proposal is recorded. */
  String id();

  /** Says in one bounded line what is proposed; it may contain any text of the model. */
  String describe();
}
