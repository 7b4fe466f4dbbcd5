package dev.loopgen.core.internal.driven.edit;

import dev.loopgen.api.internal.text.TextStart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shows lines of a file with their numbers, so that a model can correct an edit. */
final class NearestLines {

  private static final int AROUND = 3;
  private static final int MAX_MATCHES = 5;
  private static final int MAX_LINE = 200;

  private NearestLines() {}

  /** Returns the lines around the one that is most like the passage's longest; possibly none. */
  static List<String> to(String search, String text) {
    List<String> lines = Passage.lines(text);
    String wanted =
        Passage.lines(search).stream()
            .map(String::strip)
            .max(Comparator.comparingInt(String::length))
            .orElse("");
    int best = -1;
    double most = 0.5;
    for (int at = 0; at < lines.size(); at++) {
      double likeness = likeness(wanted, lines.get(at).strip());
      if (likeness > most) {
        most = likeness;
        best = at;
      }
    }
    if (best < 0) {
      return List.of();
    }
    int from = Math.max(0, best - AROUND);
    int to = Math.min(lines.size(), best + AROUND + 1);
    return IntStream.range(from, to).mapToObj(at -> numbered(at, lines.get(at))).toList();
  }

  /** Returns the lines at some indexes of the text. */
  static List<String> at(List<Integer> indexes, String text) {
    List<String> shown = new ArrayList<>();
    int line = 0;
    int counted = 0;
    for (int index : indexes.subList(0, Math.min(MAX_MATCHES, indexes.size()))) {
      for (; counted < index; counted++) {
        line += text.charAt(counted) == '\n' ? 1 : 0;
      }
      int start = text.lastIndexOf('\n', index - 1) + 1;
      int end = text.indexOf('\n', index);
      shown.add(numbered(line, text.substring(start, end < 0 ? text.length() : end)));
    }
    return shown;
  }

  private static String numbered(int index, String line) {
    return (index + 1) + "| " + TextStart.cut(line, MAX_LINE);
  }

  /** Returns the share of characters that two lines have in common at their start and end. */
  private static double likeness(String first, String second) {
    int longest = Math.max(first.length(), second.length());
    int shortest = Math.min(first.length(), second.length());
    if (shortest == 0) {
      return 0;
    }
    int prefix = 0;
    while (prefix < shortest && first.charAt(prefix) == second.charAt(prefix)) {
      prefix++;
    }
    int suffix = 0;
    while (suffix < shortest - prefix
        && first.charAt(first.length() - 1 - suffix)
            == second.charAt(second.length() - 1 - suffix)) {
      suffix++;
    }
    return (double) (prefix + suffix) / longest;
  }
}
