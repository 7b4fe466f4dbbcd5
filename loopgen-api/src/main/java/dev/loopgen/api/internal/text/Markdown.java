package dev.loopgen.api.internal.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Escapes text for CommonMark, so that names of commands and files cannot forge parts of a report.
 */
public final class Markdown {

  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>()#+!|~&-]");

  private Markdown() {}

  /**
   * Makes a code span that its content cannot end early (CommonMark, section 6.1).
   *
   * @param text any text
   * @return the markup
   */
  public static String code(String text) {
    String line = VisibleText.of(text).replace('\n', ' ');
    String fence = "`".repeat(longestRun(line) + 1);
    boolean padded = line.startsWith("`") || line.endsWith("`") || line.isBlank();
    return fence + (padded ? " " + line + " " : line) + fence;
  }

  /**
   * Makes a fenced code block that its content cannot end early (CommonMark, section 4.5).
   *
   * @param text any text
   * @return the markup
   */
  public static String block(String text) {
    String body = VisibleText.of(text);
    String fence = "`".repeat(Math.max(3, longestRun(body) + 1));
    return fence + "\n" + body + (body.endsWith("\n") ? "" : "\n") + fence + "\n";
  }

  /**
   * Escapes text to one line without markup.
   *
   * @param text any text
   * @return the markup
   */
  public static String text(String text) {
    String line = VisibleText.of(text).replace('\n', ' ').strip();
    return SPECIAL
        .matcher(line)
        .replaceAll(match -> Matcher.quoteReplacement("\\" + match.group()));
  }

  private static int longestRun(String text) {
    int longest = 0;
    for (Matcher run = BACKTICKS.matcher(text); run.find(); ) {
      longest = Math.max(longest, run.end() - run.start());
    }
    return longest;
  }
}
