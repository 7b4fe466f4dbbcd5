package dev.loopgen.core.internal.driven.action;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one reply asks for.
 *
 * @param reasoning the model's words outside the actions, bounded; possibly empty
 * @param proposals actions and malformed ones in the reply's order
 * @param form the form they were read in; {@link ReplyForm#NONE} if there is no proposal
 * @param passedOver the forms that the reply seemed to have but was not read in, with the reason
 */
public record ProposedTurn(
    String reasoning,
    List<ProposedAction> proposals,
    ReplyForm form,
    Map<ReplyForm, String> passedOver) {

  /** The most proposals that are read from one reply. */
  public static final int MAX_PROPOSALS = 200;

  public ProposedTurn {
    Objects.requireNonNull(reasoning);
    proposals = List.copyOf(proposals);
    Objects.requireNonNull(form);
    passedOver = Map.copyOf(passedOver);
  }

  /** Returns the well-formed actions in order. */
  public List<Action> actions() {
    return proposals.stream().filter(Action.class::isInstance).map(Action.class::cast).toList();
  }

  /** Returns the malformed ones in order. */
  public List<MalformedAction> malformed() {
    return proposals.stream()
        .filter(MalformedAction.class::isInstance)
        .map(MalformedAction.class::cast)
        .toList();
  }

  /** Tells whether the reply contains no well-formed action. */
  public boolean isUnreadable() {
    return actions().isEmpty();
  }
}
