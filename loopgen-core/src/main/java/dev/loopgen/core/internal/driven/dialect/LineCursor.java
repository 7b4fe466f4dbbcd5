package dev.loopgen.core.internal.driven.dialect;

/** Walks over the lines of a text without copying them. Lines end at line feeds. */
final class LineCursor {

  private final String text;
  private int start;
  private int end;
  private int next;

  /** Starts before the first line that begins at or after an index. */
  LineCursor(String text, int from) {
    this.text = text;
    this.next = from;
  }

  /** Moves to the next line; false if there is none. */
  boolean advance() {
    if (next >= text.length()) {
      return false;
    }
    start = next;
    int feed = text.indexOf('\n', start);
    end = feed < 0 ? text.length() : feed;
    next = feed < 0 ? text.length() : feed + 1;
    return true;
  }

  /** Makes {@link #advance} go on at an index. */
  void continueAt(int index) {
    next = index;
  }

  /** Returns where the current line starts. */
  int start() {
    return start;
  }

  /** Returns where the next line starts. */
  int next() {
    return next;
  }

  /** Tells whether the current line ends with a line feed. */
  boolean isTerminated() {
    return next > end;
  }

  boolean startsWith(String prefix) {
    return start + prefix.length() <= end && text.startsWith(prefix, start);
  }

  /** Returns the current line without its line end. */
  String line() {
    int last = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    return text.substring(start, last);
  }
}
