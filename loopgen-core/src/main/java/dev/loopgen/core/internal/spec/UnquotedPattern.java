package dev.loopgen.core.internal.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes a pattern such as {@code **}{@code /*.pem} without the quotes that YAML needs. */
final class UnquotedPattern {

  private static final Pattern START = Pattern.compile("(?:^|[-:,\\[{])\\s*([*&%@`][^\\s,\\]}#]*)");

  private UnquotedPattern() {}

  /** Returns a remedy, with a leading space; empty if the line has no such value. */
  static String hint(String text, int line) {
    String[] lines = text.split("\n", -1);
    if (line < 0 || line >= lines.length) {
      return "";
    }
    Matcher value = START.matcher(lines[line].replaceAll("\"[^\"]*\"|'[^']*'", ""));
    return value.find()
        ? " A value that starts with "
            + value.group(1).charAt(0)
            + " means something else in YAML: put the pattern in quotes, as in \""
            + value.group(1)
            + "\"."
        : "";
  }
}
