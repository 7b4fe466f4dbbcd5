package dev.loopgen.core.internal.tests.lines;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * The lines that a change adds or edits.
 *
 * @param files the texts of the lines by their numbers, from 1, by the file's path in the project
 * @param unread the edited files that are too large to be read, or gone
 */
public record EditedLines(Map<String, NavigableMap<Integer, String>> files, Set<String> unread) {

  /** In longer files every line counts as edited. */
  private static final int MAX_COMPARED = 4 << 20;

  /** What tools read as a demand to leave code out of their reports. */
  private static final Pattern EXCLUSION =
      Pattern.compile(
          "(?i)istanbul ignore|(?:c8|v8) ignore|node:coverage|pragma: no ?cover|LCOV_EXCL|GCOVR?_EXCL"
              + "|coverage: ?ignore|coverage\\(off\\)|codeCoverageIgnore|:nocov:|jacoco"
              + "|@(?:\\w+)?Generated\\b");

  /** A comment, or what decides or returns something in languages with braces. */
  private static final Pattern COMMENT = Pattern.compile("^\\s*(?://|/?\\*|#)");

  private static final Pattern DECISION =
      Pattern.compile("\\b(?:return|if|for|while|switch|when)\\b|->");

  public EditedLines {
    files = Map.copyOf(files);
    unread = Set.copyOf(unread);
  }

  /** Returns the lines that an edit of a file adds or changes. */
  public static NavigableMap<Integer, String> between(byte[] before, byte[] after) {
    NavigableMap<Integer, String> lines = new TreeMap<>();
    RawText now = new RawText(after);
    for (Edit edit : edits(before, now)) {
      for (int line = edit.getBeginB(); line < edit.getEndB(); line++) {
        lines.put(line + 1, now.getString(line));
      }
    }
    return lines;
  }

  private static EditList edits(byte[] before, RawText now) {
    if (before.length + now.getRawContent().length > MAX_COMPARED) {
      EditList all = new EditList();
      all.add(new Edit(0, 0, 0, now.size()));
      return all;
    }
    return new HistogramDiff().diff(RawTextComparator.DEFAULT, new RawText(before), now);
  }

  /** Returns the share of the lines of a file that another has as well, from 0 to 1. */
  static double likeness(byte[] before, byte[] after) {
    if (before.length + after.length > MAX_COMPARED) {
      return 0;
    }
    Map<String, Integer> left = new HashMap<>();
    RawText old = new RawText(before);
    for (int line = 0; line < old.size(); line++) {
      left.merge(old.getString(line), 1, Integer::sum);
    }
    RawText now = new RawText(after);
    int shared = 0;
    for (int line = 0; line < now.size(); line++) {
      shared += left.merge(now.getString(line), -1, Integer::sum) >= 0 ? 1 : 0;
    }
    return now.size() == 0 ? 0 : (double) shared / now.size();
  }

  /** Tells whether a line demands that tools leave code out. */
  static boolean excludes(String line) {
    return EXCLUSION.matcher(line).find();
  }

  /** Tells whether a line decides or returns something, so that it has mutants. */
  static boolean decides(String line) {
    return DECISION.matcher(line).find() && !COMMENT.matcher(line).find();
  }
}
