package dev.loopgen.core.internal.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text safe inside CommonMark, so that nothing a command or a file is called can pose as a
 * report.
 */
final class Markdown {

  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>()#+!|~&-]");

  private Markdown() {}

  /** A code span that ends where it should, whatever it holds (CommonMark, section 6.1). */
  static String code(String text) {
    String line = visible(text).replace('\n', ' ');
    String fence = "`".repeat(longestRun(line) + 1);
    boolean padded = line.startsWith("`") || line.endsWith("`") || line.isBlank();
    return fence + (padded ? " " + line + " " : line) + fence;
  }

  /** A fenced code block that ends where it should (CommonMark, section 4.5). */
  static String block(String text) {
    String body = visible(text);
    String fence = "`".repeat(Math.max(3, longestRun(body) + 1));
    return fence + "\n" + body + (body.endsWith("\n") ? "" : "\n") + fence + "\n";
  }

  /** Text on one line in which nothing is markup. */
  static String text(String text) {
    String line = visible(text).replace('\n', ' ').strip();
    return SPECIAL
        .matcher(line)
        .replaceAll(match -> Matcher.quoteReplacement("\\" + match.group()));
  }

  /**
   * Replaces control characters other than line feed and tab, and those that break lines or reorder
   * text.
   */
  static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
      boolean reorders =
          c >= '\u2028' && c <= '\u202e'
              || c >= '\u2066' && c <= '\u2069'
              || c == '\u200e'
              || c == '\u200f'
              || c == '\u061c';
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        continue;
      }
      out.append(control || reorders ? '\ufffd' : c);
    }
    return out.toString();
  }

  private static int longestRun(String text) {
    int longest = 0;
    for (Matcher run = BACKTICKS.matcher(text); run.find(); ) {
      longest = Math.max(longest, run.end() - run.start());
    }
    return longest;
  }
}
