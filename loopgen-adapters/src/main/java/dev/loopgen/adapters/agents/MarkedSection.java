package dev.loopgen.adapters.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of a person's file between two marks, which alone is generated. */
final class MarkedSection {

  private static final String BEGIN = "loopgen:begin";
  private static final String END = "loopgen:end";
  private static final String WORDS = " (generated; write outside of these marks)";

  private MarkedSection() {}

  /**
   * Puts a section into a text, in place of the one that is there or at its end. Everything else
   * stays as it is, line ends included.
   *
   * @param path the file, which says how comments are written
   * @return the new text; empty if the marks are not exactly one pair
   */
  static Optional<String> put(String path, String text, String content) {
    boolean isHash = path.endsWith(".gitignore");
    String open = isHash ? "# " : "<!-- ";
    String close = isHash ? "" : " -->";
    String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    String section =
        (open + BEGIN + WORDS + close + "\n" + content + open + END + close + "\n")
            .replace("\n", lineEnd);
    List<int[]> begins = lines(text, open + BEGIN);
    List<int[]> ends = lines(text, open + END);
    if (begins.isEmpty() && ends.isEmpty()) {
      return Optional.of(appended(text, section, lineEnd));
    }
    if (begins.size() != 1 || ends.size() != 1 || begins.get(0)[0] > ends.get(0)[0]) {
      return Optional.empty();
    }
    int start = begins.get(0)[0];
    int stop = ends.get(0)[1];
    return Optional.of(text.substring(0, start) + section + text.substring(stop));
  }

  private static String appended(String text, String section, String lineEnd) {
    if (text.isEmpty() || text.equals("\ufeff")) {
      return text + section;
    }
    return text + (text.endsWith("\n") ? "" : lineEnd) + lineEnd + section;
  }

  /** Returns start and end of the lines that start with a mark; an end includes the line feed. */
  private static List<int[]> lines(String text, String mark) {
    List<int[]> found = new ArrayList<>();
    int start = text.startsWith("\ufeff") ? 1 : 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int stop = feed < 0 ? text.length() : feed + 1;
      if (text.substring(start, stop).strip().startsWith(mark)) {
        found.add(new int[] {start, stop});
      }
      start = stop;
    }
    return found;
  }
}
