package dev.loopgen.api.spec;

import java.util.regex.Pattern;

/** Recognises commands for which a shell would not start any program. */
final class CommandText {

  private static final Pattern SEPARATOR = Pattern.compile("[;\n&|(){}]");
  private static final Pattern COMMENT = Pattern.compile("(^|[\\s;&|()])#[^\n]*");
  private static final Pattern NOTHING =
      Pattern.compile("(:(\\s[^$`]*)?|[A-Za-z_][A-Za-z0-9_]*=[^$`\\s]*)?");

  private CommandText() {}

  /** Tells whether a command consists only of comments, blanks, colons and assignments. */
  static boolean runsNothing(String command) {
    String text = COMMENT.matcher(command).replaceAll("$1");
    return SEPARATOR.splitAsStream(text).allMatch(part -> NOTHING.matcher(part.strip()).matches());
  }
}
