package dev.loopgen.core.internal.driven;

import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import dev.loopgen.core.internal.driven.action.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a prompt quotes of a turn beside its outcomes. Not thread-safe.
 *
 * @param sent the texts that the model sent with each of its actions, without secrets; empty for
 *     those without any
 * @param notes what it is told about each that was taken; the first actions
 */
record ToldTurn(List<String> sent, List<Note> notes) {

  ToldTurn {
    sent = List.copyOf(sent);
    notes = new ArrayList<>(notes);
  }

  /**
   * Returns a turn of which no action was taken yet.
   *
   * @param redact removes secrets from a text
   */
  static ToldTurn of(List<ProposedAction> proposals, UnaryOperator<String> redact) {
    return new ToldTurn(
        proposals.stream().map(proposed -> redact.apply(texts(proposed))).toList(), List.of());
  }

  private static String texts(ProposedAction proposed) {
    if (proposed instanceof Action.WriteFile write) {
      return write.content();
    }
    if (proposed instanceof Action.Edit edit) {
      StringBuilder texts = new StringBuilder();
      for (Replacement one : edit.replacements()) {
        texts.append("to find:\n").append(one.search());
        texts.append("\nto put there:\n").append(one.replacement()).append('\n');
      }
      return texts.toString();
    }
    return "";
  }

  /** Returns what the model sent with an action. */
  String sent(int action) {
    return action < sent.size() ? sent.get(action) : "";
  }

  /** Returns what it is told about an action. */
  String told(int action) {
    return action < notes.size() ? notes.get(action).text() : "";
  }
}
