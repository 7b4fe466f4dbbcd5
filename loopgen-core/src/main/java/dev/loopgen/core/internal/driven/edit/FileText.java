package dev.loopgen.core.internal.driven.edit;

import java.util.Arrays;

/**
 * A file's text with its line ends unified to line feeds, and the way back. Text that an edit does
 * not touch keeps its own line ends; new text takes those that the file has most.
 */
final class FileText {

  private final String original;
  private final String unified;
  private final int[] removed;
  private final boolean windows;

  private FileText(String original, String unified, int[] removed, boolean windows) {
    this.original = original;
    this.unified = unified;
    this.removed = removed;
    this.windows = windows;
  }

  static FileText of(String text) {
    StringBuilder unified = new StringBuilder(text.length());
    int[] removed = new int[16];
    int count = 0;
    int feeds = 0;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        removed = count == removed.length ? Arrays.copyOf(removed, 2 * count) : removed;
        removed[count++] = unified.length();
      } else {
        feeds += unit == '\n' ? 1 : 0;
        unified.append(unit);
      }
    }
    return new FileText(text, unified.toString(), Arrays.copyOf(removed, count), 2 * count > feeds);
  }

  static String unify(String text) {
    return text.replace("\r\n", "\n");
  }

  /** Returns the text with line feeds. */
  String unified() {
    return unified;
  }

  /** Returns the original text with a part of the unified one replaced. */
  String replace(int from, int to, String replacement) {
    String text = windows ? replacement.replace("\n", "\r\n") : replacement;
    return original.substring(0, index(from)) + text + original.substring(index(to));
  }

  /** Returns the index in the original; a line end in front of it belongs to the text before. */
  private int index(int unifiedIndex) {
    int found = Arrays.binarySearch(removed, unifiedIndex);
    return unifiedIndex + (found < 0 ? -found - 1 : found);
  }
}
