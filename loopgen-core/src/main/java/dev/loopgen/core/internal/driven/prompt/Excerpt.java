package dev.loopgen.core.internal.driven.prompt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Parts of a file: the lines around some places, or all of a short one. */
final class Excerpt {

  /** How many lines are shown before and after a place. */
  static final int AROUND = 40;

  /** A file of so many lines is shown whole. */
  private static final int SHORT = 120;

  /** Of a longer file only the beginning is shown, in UTF-16 code units. */
  private static final int MAX_START = 24_000;

  private Excerpt() {}

  /**
   * Lines of a file.
   *
   * @param first the number of the first, from 1
   * @param last the number of the last
   * @param total how many the file has
   * @param text the lines
   */
  record Part(int first, int last, int total, String text) {}

  /** Returns the parts around some line numbers; the file's beginning if there are none. */
  static List<Part> around(String content, Collection<Integer> places) {
    String[] lines = lines(content);
    if (lines.length <= SHORT) {
      return List.of(part(lines, 1, lines.length));
    }
    List<Part> parts = new ArrayList<>();
    int first = 0;
    int last = 0;
    for (int place : places.isEmpty() ? List.of(1) : new TreeSet<>(places)) {
      int line = Math.min(place, lines.length);
      int from = Math.max(1, line - AROUND);
      if (first > 0 && from <= last + 1) {
        last = Math.min(lines.length, line + AROUND);
        continue;
      }
      if (first > 0) {
        parts.add(part(lines, first, last));
      }
      first = from;
      last = Math.min(lines.length, line + AROUND);
    }
    parts.add(part(lines, first, last));
    return parts;
  }

  /** Returns the whole file, or the beginning of a long one. */
  static Part start(String content) {
    String[] lines = lines(content);
    int last = 0;
    for (int left = MAX_START; last < lines.length; last++) {
      left -= lines[last].length() + 1;
      if (left < 0) {
        break;
      }
    }
    return part(lines, 1, last);
  }

  /** Returns the whole file with the number of each line in front of it. */
  static Part numbered(String content) {
    String[] lines = lines(content);
    for (int at = 0; at < lines.length; at++) {
      lines[at] = (at + 1) + "| " + lines[at];
    }
    return part(lines, 1, lines.length);
  }

  private static Part part(String[] lines, int first, int last) {
    StringBuilder text = new StringBuilder();
    for (int at = first - 1; at < last; at++) {
      text.append(lines[at]).append('\n');
    }
    return new Part(first, last, lines.length, text.toString());
  }

  private static String[] lines(String content) {
    return content.lines().toArray(String[]::new);
  }
}
