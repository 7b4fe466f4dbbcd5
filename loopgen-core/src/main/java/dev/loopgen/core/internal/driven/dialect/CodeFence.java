package dev.loopgen.core.internal.driven.dialect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Follows Markdown's fenced code blocks (CommonMark 4.5) line by line. A fence that is never closed
 * lasts to the end.
 */
final class CodeFence {

  private static final int MIN = 3;
  private static final int MAX_INDENT = 3;

  private char kind;
  private int length;

  /** Takes one line; true if it belongs to a fenced block, its fences included. */
  boolean covers(String line) {
    int run = run(line);
    if (length == 0) {
      if (run < MIN || !opens(line, run)) {
        return false;
      }
      kind = line.stripLeading().charAt(0);
      length = run;
      return true;
    }
    boolean closes =
        run >= length && line.stripLeading().charAt(0) == kind && line.strip().length() == run;
    if (closes) {
      length = 0;
    }
    return true;
  }

  /** Removes one fence around a whole text; the text itself if there is none. */
  static String unwrap(String text) {
    String inner = unwrapOrNull(text.strip());
    return inner == null ? text : inner;
  }

  private static @Nullable String unwrapOrNull(String text) {
    int first = text.indexOf('\n');
    int last = text.lastIndexOf('\n');
    if (first < 0) {
      return null;
    }
    String opening = text.substring(0, first);
    String closing = text.substring(last + 1);
    int run = run(opening);
    boolean pair =
        run >= MIN
            && opens(opening, run)
            && run(closing) >= run
            && closing.strip().length() == run(closing)
            && closing.stripLeading().charAt(0) == opening.stripLeading().charAt(0);
    if (!pair) {
      return null;
    }
    return first == last ? "" : text.substring(first + 1, last + 1);
  }

  /** Returns how many fence characters a line starts with; 0 if it starts no fence. */
  private static int run(String line) {
    int at = 0;
    while (at < line.length() && at < MAX_INDENT && line.charAt(at) == ' ') {
      at++;
    }
    int start = at;
    char first = at < line.length() ? line.charAt(at) : ' ';
    if (first != '`' && first != '~') {
      return 0;
    }
    while (at < line.length() && line.charAt(at) == first) {
      at++;
    }
    return at - start;
  }

  private static boolean opens(String line, int run) {
    String stripped = line.strip();
    return stripped.charAt(0) == '~' || stripped.indexOf('`', run) < 0;
  }

  /**
   * Removes the fence that models like to put around a file's content. Nothing but prose formats
   * starts and ends with a fence, so the content is not in doubt.
   */
  static String unwrapContent(String path, String content) {
    String name = path.toLowerCase(Locale.ROOT);
    boolean prose =
        name.endsWith(".md")
            || name.endsWith(".markdown")
            || name.endsWith(".mdx")
            || name.endsWith(".rst")
            || name.endsWith(".adoc")
            || name.endsWith(".txt");
    if (prose || !content.endsWith("\n")) {
      return content;
    }
    String inner = unwrapOrNull(content.substring(0, content.length() - 1));
    return inner == null || hasFence(inner) ? content : inner;
  }

  private static boolean hasFence(String text) {
    LineCursor lines = new LineCursor(text, 0);
    while (lines.advance()) {
      if (run(lines.line()) >= MIN) {
        return true;
      }
    }
    return false;
  }
}
