package dev.loopgen.core.internal.tests.lines;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * The lines that a change adds or edits.
 *
 * @param files the texts of the lines by their numbers, from 1, by the file's path in the project
 */
public record EditedLines(Map<String, NavigableMap<Integer, String>> files) {

  /** What tools read as a demand to leave code out of their reports. */
  private static final Pattern EXCLUSION =
      Pattern.compile(
          "(?i)istanbul ignore|(?:c8|v8) ignore|node:coverage|pragma: no ?cover|LCOV_EXCL|GCOVR?_EXCL"
              + "|coverage: ?ignore|coverage\\(off\\)|codeCoverageIgnore|:nocov:|jacoco"
              + "|@(?:\\w+)?Generated\\b");

  public EditedLines {
    files = Map.copyOf(files);
  }

  /** Returns the lines that an edit of a file adds or changes. */
  public static NavigableMap<Integer, String> between(byte[] before, byte[] after) {
    NavigableMap<Integer, String> lines = new TreeMap<>();
    if (RawText.isBinary(before, before.length, true)
        || RawText.isBinary(after, after.length, true)) {
      return lines;
    }
    RawText now = new RawText(after);
    for (Edit edit :
        new HistogramDiff().diff(RawTextComparator.DEFAULT, new RawText(before), now)) {
      for (int line = edit.getBeginB(); line < edit.getEndB(); line++) {
        lines.put(line + 1, now.getString(line));
      }
    }
    return lines;
  }

  /** Tells whether a line demands that tools leave code out. */
  static boolean excludes(String line) {
    return EXCLUSION.matcher(line).find();
  }
}
