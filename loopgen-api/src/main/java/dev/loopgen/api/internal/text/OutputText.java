package dev.loopgen.api.internal.text;

/** Text of a command without what a terminal would act on. */
public final class OutputText {

  private static final char ESCAPE = '\u001b';

  private OutputText() {}

  /**
   * Removes escape sequences, and replaces other control characters of one line, and characters
   * that break or reorder it, with spaces.
   */
  public static String plain(String line) {
    if (line.chars().noneMatch(unit -> TerminalText.acts((char) unit))) {
      return line;
    }
    StringBuilder out = new StringBuilder(line.length());
    for (int at = 0; at < line.length(); at++) {
      char unit = line.charAt(at);
      if (unit == ESCAPE) {
        at = endOfSequence(line, at + 1);
      } else if (unit == '\t' || !TerminalText.acts(unit)) {
        out.append(unit);
      } else {
        out.append(' ');
      }
    }
    return out.toString();
  }

  private static int endOfSequence(String line, int at) {
    if (at >= line.length() || line.charAt(at) != '[') {
      return at;
    }
    int end = at + 1;
    while (end < line.length() && (line.charAt(end) < '@' || line.charAt(end) > '~')) {
      end++;
    }
    return end;
  }
}
