package dev.loopgen.adapters.internal.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The difference of two texts in the unified format, with three lines of context. */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  /** Above this product of line numbers, the middle that differs is shown as replaced. */
  private static final long MAX_CELLS = 4_000_000;

  private UnifiedDiff() {}

  /** A line of either side. */
  private record Line(char mark, String text) {}

  /**
   * Writes a difference.
   *
   * @param path the file's path
   * @param before its old text; null if there is none
   * @param after its new text
   * @return the difference, each line ended by a line feed; empty if the texts are equal
   */
  public static String of(String path, @Nullable String before, String after) {
    if (after.equals(before)) {
      return "";
    }
    List<Line> lines = lines(split(before == null ? "" : before), split(after));
    StringBuilder out = new StringBuilder();
    out.append("--- ").append(before == null ? "/dev/null" : "a/" + path).append('\n');
    out.append("+++ b/").append(path).append('\n');
    hunks(out, lines);
    return out.toString();
  }

  /** Splits a text into lines that keep their line feed. */
  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, next));
      start = next;
    }
    return lines;
  }

  private static List<Line> lines(List<String> old, List<String> now) {
    int head = 0;
    int shorter = Math.min(old.size(), now.size());
    while (head < shorter && old.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    List<Line> lines = new ArrayList<>();
    old.subList(0, head).forEach(line -> lines.add(new Line(' ', line)));
    middle(lines, old.subList(head, old.size() - tail), now.subList(head, now.size() - tail));
    old.subList(old.size() - tail, old.size()).forEach(line -> lines.add(new Line(' ', line)));
    return lines;
  }

  private static void middle(List<Line> lines, List<String> old, List<String> now) {
    if ((long) old.size() * now.size() > MAX_CELLS) {
      old.forEach(line -> lines.add(new Line('-', line)));
      now.forEach(line -> lines.add(new Line('+', line)));
      return;
    }
    int[][] common = common(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        lines.add(new Line(' ', old.get(i++)));
        j++;
      } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
        lines.add(new Line('-', old.get(i++)));
      } else {
        lines.add(new Line('+', now.get(j++)));
      }
    }
  }

  /** Returns the length of the longest common subsequence from each pair of lines on. */
  private static int[][] common(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static void hunks(StringBuilder out, List<Line> lines) {
    int at = 0;
    while (at < lines.size()) {
      int change = next(lines, at);
      if (change == lines.size()) {
        return;
      }
      int start = Math.max(at, change - CONTEXT);
      int end = change;
      for (int other = change; other < lines.size() && other - end <= 2 * CONTEXT; ) {
        end = lastOfRun(lines, other);
        other = next(lines, end);
      }
      int stop = Math.min(lines.size(), end + CONTEXT);
      hunk(out, lines, start, stop);
      at = stop;
    }
  }

  private static int next(List<Line> lines, int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).mark == ' ') {
      at++;
    }
    return at;
  }

  private static int lastOfRun(List<Line> lines, int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).mark != ' ') {
      at++;
    }
    return at;
  }

  private static void hunk(StringBuilder out, List<Line> lines, int start, int stop) {
    List<Line> shown = lines.subList(start, stop);
    out.append("@@ -")
        .append(range(count(lines.subList(0, start), '+'), count(shown, '+')))
        .append(" +")
        .append(range(count(lines.subList(0, start), '-'), count(shown, '-')))
        .append(" @@\n");
    for (Line line : shown) {
      out.append(line.mark).append(line.text);
      if (!line.text.endsWith("\n")) {
        out.append("\n\\ No newline at end of file\n");
      }
    }
  }

  /** Counts the lines of one side: those without the other side's mark. */
  private static long count(List<Line> lines, char otherSide) {
    return lines.stream().filter(line -> line.mark != otherSide).count();
  }

  private static String range(long before, long length) {
    long first = length == 0 ? before : before + 1;
    return length == 1 ? Long.toString(first) : first + "," + length;
  }
}
