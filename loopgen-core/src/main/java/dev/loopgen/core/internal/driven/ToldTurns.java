package dev.loopgen.core.internal.driven;

import dev.loopgen.core.internal.driven.action.ProposedAction;
import dev.loopgen.core.internal.driven.journal.JournalState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What prompts quote of the last turns. Not thread-safe. */
final class ToldTurns {

  private static final int QUOTED = 2;

  private final UnaryOperator<String> redact;
  private final List<ToldTurn> turns = new ArrayList<>();

  /**
   * Creates an empty list.
   *
   * @param redact removes secrets from a text
   */
  ToldTurns(UnaryOperator<String> redact) {
    this.redact = redact;
  }

  /** Takes over the turns of an interrupted run; one that did not end is the last. */
  void restore(JournalState state) {
    state.lastTurns().forEach(this::restore);
    state.turn().filter(turn -> turn.attempt().isPresent()).ifPresent(this::restore);
  }

  private void restore(JournalState.Turn turn) {
    begin(Plan.read(turn.planned()));
    for (int i = 0; i < turn.outcomes().size(); i++) {
      add(new Note(turn.outcomes().get(i), turn.told().get(i)));
    }
  }

  /** Begins a turn of which no action was taken yet. */
  void begin(List<ProposedAction> proposals) {
    turns.add(ToldTurn.of(proposals, redact));
    if (turns.size() > QUOTED) {
      turns.remove(0);
    }
  }

  /** Adds what the model is told about the next action of the last turn. */
  void add(Note note) {
    turns.get(turns.size() - 1).notes().add(note);
  }

  /** Returns the turns, oldest first. */
  List<ToldTurn> turns() {
    return List.copyOf(turns);
  }
}
