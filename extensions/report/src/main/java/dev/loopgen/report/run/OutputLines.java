package dev.loopgen.report.run;

import dev.loopgen.api.internal.text.TerminalText;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Formats a command's output for a person: nothing in it can act on a terminal or instruct the CI
 * system that shows the log.
 */
public final class OutputLines {

  /** The prefix of each line, because CI systems accept instructions at the start of a line. */
  private static final String MARGIN = "    | ";

  private static final int LAST = 20;
  private static final int WIDTH = 400;

  /** Colours and cursor movements, which are removed. */
  private static final Pattern TERMINAL =
      Pattern.compile("\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\))");

  /** Some CI systems accept instructions in the middle of a line, too. */
  private static final Pattern CI_INSTRUCTION = Pattern.compile("#(?=#\\w*\\[)");

  private static final Pattern LINE_END = Pattern.compile("\r?\n");

  private OutputLines() {}

  /**
   * Returns the last lines that a command printed.
   *
   * @param result the command's result
   * @param more how to see the others, for the note before them
   * @return at most 20 lines, and the note if there were others
   */
  public static List<String> last(CommandResult result, String more) {
    return result.output().map(output -> last(output, more)).orElse(List.of());
  }

  private static List<String> last(CommandOutput output, String more) {
    List<String> lines = of(output.tail().stripTrailing()).toList();
    if (lines.size() <= LAST) {
      return lines;
    }
    Stream<String> note = Stream.of("    … the last " + LAST + " lines; " + more);
    return Stream.concat(note, lines.stream().skip(lines.size() - LAST)).toList();
  }

  /**
   * Splits text into lines to show.
   *
   * @param text redacted output of a command
   * @return its lines, each behind a margin and cut where it is too long
   */
  public static Stream<String> of(String text) {
    String plain = TERMINAL.matcher(text).replaceAll("");
    return plain.isEmpty() ? Stream.empty() : LINE_END.splitAsStream(plain).map(OutputLines::shown);
  }

  /** Returns what was visible last of a line that was overwritten. */
  private static String shown(String line) {
    String seen = line.substring(line.lastIndexOf('\r') + 1);
    String start = TextStart.cut(seen, WIDTH);
    return MARGIN + TerminalText.escape(CI_INSTRUCTION.matcher(start).replaceAll("\\\\u0023"));
  }
}
