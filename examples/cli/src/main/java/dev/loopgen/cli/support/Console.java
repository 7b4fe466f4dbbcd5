package dev.loopgen.cli.support;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.internal.text.ReadableNames;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.cli.run.DrivenPrinter;
import dev.loopgen.cli.run.DrivenProgress;
import dev.loopgen.cli.run.LastOutputLines;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HexFormat;

/** Shows the progress of a run: live on a terminal, in plain lines elsewhere. */
public final class Console implements RunListener {

  private static final String CLEAR_LINE = "\r\u001b[2K";
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean terminal;
  private final Shown shown;
  private final Colours colours;
  private final DrivenProgress driven = new DrivenProgress();

  /** How much of the commands' output is shown. */
  public enum Shown {
    /** Nothing. */
    NOTHING,
    /** The last lines of a command that failed. */
    LAST_LINES,
    /** Everything, as it is printed. */
    EVERYTHING
  }

  public Console(PrintWriter out, boolean terminal, Shown shown, Colours colours) {
    this.out = out;
    this.terminal = terminal;
    this.shown = shown;
    this.colours = colours;
  }

  /** Escapes control characters and characters that reorder text. */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || reorders(c) || c == '\u2028' || c == '\u2029') {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Escapes a sentence with file names, keeping letters of all scripts. */
  public static String sentence(String text) {
    return escape(ReadableNames.in(text));
  }

  private static boolean reorders(char c) {
    return (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u200e'
        || c == '\u200f'
        || c == '\u061c';
  }

  @Override
  public void phase(Phase phase) {
    switch (phase) {
      case PREPARE -> status("reading the base …");
      case SNAPSHOT_BEFORE, SNAPSHOT_AFTER -> status("reading the tree …");
      case RECORD -> status("writing the entry …");
      case ATTEST -> status("signing the entry …");
      default -> clear();
    }
  }

  @Override
  public void snapshot(TreeSnapshot snapshot) {
    clear();
  }

  @Override
  public void started(int index, String command) {
    if (terminal) {
      status(driven.running(escape(command)));
    } else {
      out.println("running " + escape(command));
      out.flush();
    }
  }

  @Override
  public void output(int index, String text) {
    if (shown == Shown.EVERYTHING) {
      clear();
      LastOutputLines.of(text).forEach(out::println);
      out.flush();
    } else if (terminal) {
      String last = text.lines().reduce("", (a, b) -> b.isBlank() ? a : b);
      if (!last.isBlank()) {
        status("    " + escape(start(last)));
      }
    }
  }

  @Override
  public void ended(int index, CommandResult result) {
    clear();
    String time = " (" + result.duration().toMillis() + " ms)";
    String mark = colours.verdict(result.passed(), result.passed() ? "ok  " : "FAIL");
    out.println("  " + mark + " " + escape(result.describe()) + time);
    if (shown == Shown.LAST_LINES && !result.passed()) {
      LastOutputLines.lastOf(result).forEach(out::println);
    }
    out.flush();
  }

  @Override
  public void asking(int number, int limit, Duration timeLeft) {
    driven.asking(number, limit, timeLeft);
    status(driven.line());
  }

  @Override
  public void modelText(String text) {
    driven.text(text);
    status(driven.line());
  }

  @Override
  public void retrying(ModelException failure, Duration wait) {
    status(
        "asking again in "
            + wait.toSeconds()
            + " s: "
            + escape(String.valueOf(failure.getMessage())));
  }

  @Override
  public void acted(ActionOutcome outcome) {
    driven.acted(outcome);
    status(driven.line());
  }

  @Override
  public void attempted(DrivenIteration iteration) {
    clear();
    DrivenPrinter.attempt(iteration, out);
    out.flush();
  }

  @Override
  public void stopped(DrivenRun run) {
    driven.stopped();
  }

  /** Clears the status line for whatever is printed next. */
  public void end() {
    clear();
  }

  private void status(String text) {
    if (terminal) {
      out.print(CLEAR_LINE + start(text));
      out.flush();
    }
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), WIDTH));
  }

  private void clear() {
    if (terminal) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
