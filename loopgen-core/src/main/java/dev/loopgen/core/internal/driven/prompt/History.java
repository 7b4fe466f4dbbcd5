package dev.loopgen.core.internal.driven.prompt;

import dev.loopgen.api.internal.text.OutputText;
import java.util.ArrayList;
import java.util.List;

/** The earlier turns: the last two as they were, older ones in a line each. */
final class History {

  private static final int VERBATIM = 2;
  private static final int MAX_LINE = 160;
  private static final int MAX_REASONING = 500;
  private static final int MAX_OLD = 12;

  private History() {}

  /** Returns the lines that tell what was tried. */
  static List<String> lines(List<PastTurn> turns) {
    List<String> lines = new ArrayList<>();
    int recent = Math.max(0, turns.size() - VERBATIM);
    int first = Math.max(0, recent - MAX_OLD);
    for (PastTurn turn : turns.subList(first, recent)) {
      lines.add(shorten(turn.number() + ": " + summary(turn), MAX_LINE));
    }
    for (PastTurn turn : turns.subList(recent, turns.size())) {
      String reasoning = shorten(turn.reasoning(), MAX_REASONING);
      lines.add(turn.number() + ": " + (reasoning.isBlank() ? "(no words)" : reasoning));
      for (PastTurn.Result result : turn.results()) {
        lines.add(shorten("   " + result.action() + " -> " + result.outcome(), MAX_LINE));
      }
    }
    return lines;
  }

  private static String summary(PastTurn turn) {
    return turn.results().isEmpty()
        ? "no action"
        : String.join(
            "; ",
            turn.results().stream()
                .map(result -> result.action() + " -> " + result.outcome())
                .toList());
  }

  private static String shorten(String text, int length) {
    String line = OutputText.plain(text.replace('\n', ' '));
    return line.length() > length ? line.substring(0, length - 1) + "…" : line;
  }

  /** Returns the answers to the last turn's questions, most recent turn only. */
  static List<Section> answers(List<PastTurn> turns) {
    if (turns.isEmpty()) {
      return List.of();
    }
    List<Section> answers = new ArrayList<>();
    for (PastTurn.Result result : turns.get(turns.size() - 1).results()) {
      if (!result.answer().isBlank()) {
        answers.add(
            Section.marked(
                shorten("answer to " + result.action(), MAX_LINE),
                result.answer().lines().map(OutputText::plain).toList()));
      }
    }
    return answers;
  }
}
