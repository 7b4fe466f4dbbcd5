package dev.loopgen.cli.support;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BudgetLeft;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.internal.text.TerminalText;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.cli.run.DrivenPrinter;
import dev.loopgen.cli.run.DrivenProgress;
import dev.loopgen.report.run.OutputLines;
import dev.loopgen.report.run.RunText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a run: live on a terminal, in plain lines elsewhere. Thread-safe. */
public final class Console implements RunListener, AutoCloseable {

  private static final String CLEAR_LINE = "\r\u001b[2K";
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean terminal;
  private final Shown shown;
  private final Colours colours;
  private final DrivenProgress driven = new DrivenProgress(System::nanoTime);
  private final Ticker ticker;

  /** What the status line of a driven run says; null while something else is shown. */
  private @Nullable Supplier<String> live;
  private int verified;

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
    this(out, terminal, shown, colours, new Ticker(Duration.ofSeconds(1)));
  }

  Console(PrintWriter out, boolean terminal, Shown shown, Colours colours, Ticker ticker) {
    this.out = out;
    this.terminal = terminal;
    this.shown = shown;
    this.colours = colours;
    this.ticker = ticker;
  }

  /** Escapes control characters and characters that reorder text. */
  public static String escape(String text) {
    return TerminalText.escape(text);
  }

  /** Escapes a sentence with file names, keeping letters of all scripts. */
  public static String sentence(String text) {
    return TerminalText.sentence(text);
  }

  @Override
  public synchronized void phase(Phase phase) {
    if (phase == Phase.SNAPSHOT_BEFORE) {
      verified = 0;
    } else if (phase == Phase.VERIFY && verified++ == 1) {
      clear();
      out.println("again, to see whether each test ends as before");
    }
    switch (phase) {
      case PREPARE -> status("reading the base …");
      case SNAPSHOT_BEFORE, SNAPSHOT_AFTER -> status("reading the tree …");
      case RECORD -> status("writing the entry …");
      case ATTEST -> status("signing the entry …");
      default -> clear();
    }
  }

  @Override
  public synchronized void snapshot(TreeSnapshot snapshot) {
    clear();
  }

  @Override
  public synchronized void started(int index, String command) {
    if (terminal && driven.isActive()) {
      live(() -> driven.running(escape(command)));
    } else if (terminal) {
      status(driven.running(escape(command)));
    } else {
      out.println("running " + escape(command));
      out.flush();
    }
  }

  @Override
  public synchronized void output(int index, String text) {
    if (shown == Shown.EVERYTHING) {
      clear();
      OutputLines.of(text).forEach(out::println);
      out.flush();
    } else if (terminal && live == null) {
      String last = text.lines().reduce("", (a, b) -> b.isBlank() ? a : b);
      if (!last.isBlank()) {
        status("    " + escape(start(last)));
      }
    }
  }

  @Override
  public synchronized void ended(int index, CommandResult result) {
    clear();
    out.println(colours.line(RunText.of(result)));
    if (shown == Shown.LAST_LINES && !result.passed()) {
      OutputLines.last(result, "--verbose shows all").forEach(out::println);
    }
    out.flush();
    live = driven.isActive() ? driven::line : null;
  }

  @Override
  public synchronized void asking(int number, int limit, BudgetLeft left) {
    driven.asking(number, limit, left);
    live(driven::line);
    if (terminal) {
      ticker.start(this::redraw);
    }
  }

  /** Shows the time that passes although nothing else happens. */
  private synchronized void redraw() {
    if (live != null) {
      status(live.get());
    }
  }

  @Override
  public synchronized void modelText(String text) {
    driven.text(text);
    live(driven::line);
  }

  @Override
  public synchronized void retrying(ModelException failure, Duration wait) {
    String why = escape(String.valueOf(failure.getMessage()));
    live(() -> "asking again in " + wait.toSeconds() + " s: " + why);
  }

  @Override
  public synchronized void acted(ActionOutcome outcome) {
    driven.acted(outcome);
    live(driven::line);
  }

  @Override
  public synchronized void attempted(DrivenIteration iteration) {
    clear();
    DrivenPrinter.attempt(iteration, out);
    out.flush();
  }

  @Override
  public synchronized void stopped(DrivenRun run) {
    driven.stopped();
    close();
  }

  /** Stops to show that time passes. */
  @Override
  public synchronized void close() {
    ticker.stop();
    live = null;
  }

  /** Clears the status line for whatever is printed next. */
  public synchronized void end() {
    close();
    clear();
  }

  private void live(Supplier<String> line) {
    live = line;
    status(line.get());
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
