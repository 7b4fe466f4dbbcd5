package dev.loopgen.core.internal.driven.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A passage to find in a text with line feeds. One that ends with a line feed matches whole lines;
 * the last line of the text may lack its own.
 *
 * @param from where the match starts in the text
 * @param to where it ends
 * @param replacement what takes its place
 */
record Passage(int from, int to, String replacement) {

  /** The most matches that are counted. */
  static final int MOST = 100;

  /** Finds a passage exactly as it is. */
  static List<Passage> exact(String text, String search, String replacement) {
    boolean lines = search.endsWith("\n");
    boolean open = lines && !text.isEmpty() && !text.endsWith("\n");
    String closed = open ? text + "\n" : text;
    List<Passage> found = new ArrayList<>();
    for (int at : Occurrences.of(search, closed, lines ? Integer.MAX_VALUE : MOST)) {
      if (found.size() < MOST && (!lines || at == 0 || closed.charAt(at - 1) == '\n')) {
        found.add(within(text, at, at + search.length(), replacement));
      }
    }
    return found;
  }

  /** Finds the lines of a passage with all of their indentation shifted by the same amount. */
  static List<Passage> shifted(String text, String search, String replacement) {
    List<String> wanted = lines(search);
    List<String> present = lines(text);
    List<Passage> found = new ArrayList<>();
    List<Integer> candidates = Occurrences.of(stripped(wanted), stripped(present), MOST);
    if (candidates.isEmpty() || wanted.stream().allMatch(String::isBlank)) {
      return found;
    }
    int[] starts = starts(present);
    for (int line : candidates) {
      List<String> window = present.subList(line, line + wanted.size());
      Optional<String> shifted =
          Shift.between(wanted, window).flatMap(shift -> shift.apply(lines(replacement)));
      shifted.ifPresent(
          moved -> found.add(within(text, starts[line], starts[line + wanted.size()], moved)));
    }
    return found;
  }

  private static Passage within(String text, int from, int to, String replacement) {
    boolean beyond = to > text.length();
    String kept =
        beyond && replacement.endsWith("\n")
            ? replacement.substring(0, replacement.length() - 1)
            : replacement;
    return new Passage(from, Math.min(to, text.length()), kept);
  }

  /** Splits a text; the last line need not end with a line feed. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    return lines;
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(line -> line.isBlank() ? "" : Shift.body(line)).toList();
  }

  private static int[] starts(List<String> lines) {
    int[] starts = new int[lines.size() + 1];
    for (int at = 0; at < lines.size(); at++) {
      starts[at + 1] = starts[at] + lines.get(at).length() + 1;
    }
    return starts;
  }
}
