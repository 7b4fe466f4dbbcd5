package dev.loopgen.core.internal.driven.prompt;

import dev.loopgen.core.internal.driven.dialect.Nonce;

/**
 * A quoted part of a prompt: data between two lines that carry the nonce, which the data cannot
 * contain.
 *
 * @param title what it is; without line breaks
 * @param text the data; ends with a line break unless empty
 */
record Section(String title, String text) {

  /** Fewer lines of a part help nobody. */
  private static final int MIN_LINES = 5;

  /** Quotes text of which each line is marked, so that none reads as a line of the prompt. */
  static Section marked(String title, Iterable<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("| ").append(line).append('\n'));
    return new Section(title, text.toString());
  }

  boolean contains(Nonce nonce) {
    return title.contains(nonce.value()) || text.contains(nonce.value());
  }

  /** Renders the beginning that fits, and says so; empty if hardly anything does. */
  String renderCut(Nonce nonce, long tokens) {
    String key = nonce.value();
    StringBuilder out = new StringBuilder("[" + key + " " + title + "]\n");
    String end = "[" + key + " end: cut here, there is no more room]\n";
    long left = tokens - TokenEstimate.upper(out.toString()) - TokenEstimate.upper(end);
    int lines = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      left -= TokenEstimate.upper(line) + 1;
      if (left < 0) {
        break;
      }
      out.append(line).append('\n');
      lines++;
    }
    return lines < MIN_LINES ? "" : out.append(end).toString();
  }

  String render(Nonce nonce) {
    String key = nonce.value();
    return "[" + key + " " + title + "]\n" + text + "[" + key + " end]\n";
  }
}
