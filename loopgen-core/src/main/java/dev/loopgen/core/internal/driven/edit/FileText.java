package dev.loopgen.core.internal.driven.edit;

import java.util.Arrays;

/**
 * A file's text with its line ends unified to line feeds and without a byte order mark, and the way
 * back. Text that an edit does not touch keeps its own line ends; new text takes those that the
 * file has most.
 */
final class FileText {

  private static final String MARK = "\ufeff";

  private final String original;
  private final String unified;
  private final int[] removed;
  private final int feeds;

  private FileText(String original, String unified, int[] removed, int feeds) {
    this.original = original;
    this.unified = unified;
    this.removed = removed;
    this.feeds = feeds;
  }

  static FileText of(String text) {
    StringBuilder unified = new StringBuilder(text.length());
    int[] removed = new int[16];
    int count = 0;
    int feeds = 0;
    for (int at = lead(text); at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        removed = count == removed.length ? Arrays.copyOf(removed, 2 * count) : removed;
        removed[count++] = unified.length();
      } else {
        feeds += unit == '\n' ? 1 : 0;
        unified.append(unit);
      }
    }
    return new FileText(text, unified.toString(), Arrays.copyOf(removed, count), feeds);
  }

  /** Returns the length of the byte order mark. */
  private static int lead(String text) {
    return text.startsWith(MARK) ? MARK.length() : 0;
  }

  /** Returns a text with line feeds, and without a byte order mark. */
  static String unify(String text) {
    return text.substring(lead(text)).replace("\r\n", "\n");
  }

  /** Returns the text with line feeds. */
  String unified() {
    return unified;
  }

  /** Returns the original text with a part of the unified one replaced. */
  String replace(int from, int to, String replacement) {
    boolean windows = 2 * removed.length > feeds;
    String text = windows ? replacement.replace("\n", "\r\n") : replacement;
    return original.substring(0, index(from)) + text + original.substring(index(to));
  }

  /**
   * Returns a new content of the whole file in the form of the old one: with its byte order mark,
   * and with its line ends if they are all alike and the new content has none of that kind.
   */
  String rewritten(String content) {
    if (content.isEmpty()) {
      return content;
    }
    boolean windows = removed.length > 0 && removed.length == feeds && !content.contains("\r\n");
    String text = windows ? content.replace("\n", "\r\n") : content;
    return original.substring(0, lead(original)) + text.substring(lead(text));
  }

  /** Returns the index in the original; a line end in front of it belongs to the text before. */
  private int index(int unifiedIndex) {
    int found = Arrays.binarySearch(removed, unifiedIndex);
    return lead(original) + unifiedIndex + (found < 0 ? -found - 1 : found);
  }
}
