package dev.loopgen.core.internal.driven;

import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.MalformedAction;
import dev.loopgen.core.internal.driven.action.ProposedAction;

/** The names and subjects under which actions are recorded, bounded. */
final class ActionNames {

  private static final int MAX = 1_000;

  private ActionNames() {}

  /** Returns the name, for a malformed action the one that the model wrote. */
  static String name(ProposedAction proposed) {
    return proposed instanceof MalformedAction malformed && !malformed.name().isEmpty()
        ? malformed.name()
        : proposed.id();
  }

  /** Returns the beginning of a subject. */
  static String bounded(String subject) {
    return TextStart.cut(subject, MAX);
  }

  /** Returns the path, command or text that an action is about; empty if there is none. */
  static String subject(ProposedAction proposed) {
    String subject = "";
    if (proposed instanceof Action.Edit edit) {
      subject = edit.path();
    } else if (proposed instanceof Action.WriteFile write) {
      subject = write.path();
    } else if (proposed instanceof Action.DeleteFile delete) {
      subject = delete.path();
    } else if (proposed instanceof Action.ReadFile read) {
      subject = read.path();
    } else if (proposed instanceof Action.ListFiles list) {
      subject = list.path();
    } else if (proposed instanceof Action.Search search) {
      subject = search.text();
    } else if (proposed instanceof Action.RunCommand run) {
      subject = run.command();
    } else if (proposed instanceof Action.Finish finish) {
      subject = finish.summary();
    }
    return bounded(subject);
  }
}
