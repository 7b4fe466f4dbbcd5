package dev.loopgen.cli.summary;

import dev.loopgen.api.governance.Governance;
import java.io.PrintWriter;

/** Shows on a terminal how much of the ledgers was read, if that takes a while. */
final class ReadingProgress implements Governance.Listener {

  private static final String CLEAR_LINE = "\r\u001b[2K";

  /** The size below which no progress is shown. */
  private static final long SHORT = 64L << 20;

  private final PrintWriter out;
  private final boolean terminal;
  private long shown = -1;

  ReadingProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void read(long done, long total) {
    if (terminal && total > SHORT) {
      show(Math.min(100, 100 * done / total));
    }
  }

  private synchronized void show(long percent) {
    if (percent > shown) {
      shown = percent;
      out.print(CLEAR_LINE + "reading the ledgers … " + percent + " %");
      out.flush();
    }
  }

  /** Clears the line for whatever is printed next. */
  synchronized void end() {
    if (shown >= 0) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
