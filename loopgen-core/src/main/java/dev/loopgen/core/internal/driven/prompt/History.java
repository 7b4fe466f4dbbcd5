package dev.loopgen.core.internal.driven.prompt;

import dev.loopgen.api.internal.text.OutputText;
import dev.loopgen.api.internal.text.TextStart;
import java.util.ArrayList;
import java.util.List;

/**
 * The earlier turns: the last two with their words, what they sent, and the answers; older ones in
 * a line each.
 */
final class History {

  private static final int VERBATIM = 2;
  private static final int MAX_LINE = 160;
  private static final int MAX_REASONING = 500;
  private static final int MAX_OLD = 12;

  /** The UTF-16 code units of all that is quoted of what one turn sent. */
  private static final int MAX_SENT = 3_000;

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
    return TextStart.within(OutputText.plain(text.replace('\n', ' ')), length);
  }

  /**
   * Returns the answers to the questions of a recent turn.
   *
   * @param ago how many turns ago, from 1
   */
  static List<Section> answers(List<PastTurn> turns, int ago) {
    if (turns.size() < ago) {
      return List.of();
    }
    PastTurn turn = turns.get(turns.size() - ago);
    String when = ago == 1 ? "answer to " : "answer of turn " + turn.number() + " to ";
    List<Section> answers = new ArrayList<>();
    for (PastTurn.Result result : turn.results()) {
      if (!result.answer().isBlank()) {
        answers.add(
            Section.marked(shorten(when + result.action(), MAX_LINE), plain(result.answer())));
      }
    }
    return answers;
  }

  /** Returns what the model sent with its last turns' actions, the latest turn first. */
  static List<Section> sent(List<PastTurn> turns) {
    List<Section> sent = new ArrayList<>();
    for (int at = turns.size() - 1; at >= Math.max(0, turns.size() - VERBATIM); at--) {
      int left = MAX_SENT;
      for (PastTurn.Result result : turns.get(at).results()) {
        if (!result.sent().isBlank() && left > 0) {
          String title = "what you sent in turn " + turns.get(at).number() + ": " + result.action();
          String text = TextStart.cut(result.sent(), left);
          left -= text.length();
          sent.add(Section.marked(shorten(title, MAX_LINE), plain(text)));
        }
      }
    }
    return sent;
  }

  private static List<String> plain(String text) {
    return text.lines().map(OutputText::plain).toList();
  }
}
