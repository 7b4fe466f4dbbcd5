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

  /** Quotes text of which each line is marked, so that none reads as a line of the prompt. */
  static Section marked(String title, Iterable<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("| ").append(line).append('\n'));
    return new Section(title, text.toString());
  }

  boolean contains(Nonce nonce) {
    return title.contains(nonce.value()) || text.contains(nonce.value());
  }

  String render(Nonce nonce) {
    String key = nonce.value();
    return "[" + key + " " + title + "]\n" + text + "[" + key + " end]\n";
  }
}
