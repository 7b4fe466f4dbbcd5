package dev.loopgen.report.internal;

import java.util.regex.Pattern;

/** A table in GitHub-flavoured Markdown. */
final class MarkdownTable {

  /** A bar ends a cell, even in a code span, unless it is escaped. */
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

  private final StringBuilder markup = new StringBuilder();

  MarkdownTable(String... names) {
    row(names);
    markup.append('|').append("---|".repeat(names.length)).append('\n');
  }

  /** Adds a row; each cell is markup on one line. */
  void row(String... cells) {
    markup.append('|');
    for (String cell : cells) {
      markup.append(' ').append(BAR.matcher(cell).replaceAll("\\\\|")).append(" |");
    }
    markup.append('\n');
  }

  String markup() {
    return markup.toString();
  }
}
