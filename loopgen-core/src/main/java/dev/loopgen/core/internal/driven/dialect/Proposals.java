package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.MalformedAction;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The proposals of one reply in one form, at most {@link ProposedTurn#MAX_PROPOSALS}. */
final class Proposals {

  private final ReplyForm form;
  private final List<ProposedAction> proposals = new ArrayList<>();
  private String reasoning = "";
  private boolean full;

  Proposals(ReplyForm form) {
    this.form = form;
  }

  ReplyForm form() {
    return form;
  }

  List<ProposedAction> all() {
    return proposals;
  }

  /** Returns the model's words beside the actions, as far as the form has a place for them. */
  String reasoning() {
    return reasoning;
  }

  void reasoning(String words) {
    reasoning = words;
  }

  /** Tells whether no more proposals are taken. */
  boolean isFull() {
    return full;
  }

  /** Replaces everything after the first proposals by a malformed one. */
  void replaceAfter(int count, String reason) {
    full = false;
    proposals.subList(count, proposals.size()).clear();
    malformed("", reason);
  }

  void add(ProposedAction proposal) {
    if (full) {
      return;
    }
    if (proposals.size() == ProposedTurn.MAX_PROPOSALS) {
      full = true;
      proposals.add(
          new MalformedAction(
              "",
              "a reply has at most "
                  + ProposedTurn.MAX_PROPOSALS
                  + " actions; the rest is ignored"));
      return;
    }
    proposals.add(proposal);
  }

  /** Adds an action, or a malformed one if its parts are invalid. */
  void attempt(String name, Supplier<Action> action) {
    ProposedAction proposal;
    try {
      proposal = action.get();
    } catch (IllegalArgumentException invalid) {
      proposal = new MalformedAction(name, String.valueOf(invalid.getMessage()));
    }
    add(proposal);
  }

  void malformed(String name, String reason) {
    add(new MalformedAction(name, reason));
  }
}
