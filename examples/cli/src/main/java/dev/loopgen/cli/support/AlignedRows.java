package dev.loopgen.cli.support;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Prints rows in columns. A column is as wide as what is widest among the first rows or came later,
 * so that a table without an end is printed as it comes. The last cell of a row has no end.
 */
public final class AlignedRows {

  private static final String GAP = "  ";
  private static final int AHEAD = 200;

  private final Consumer<String> out;
  private final List<List<String>> waiting = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private int seen;

  public AlignedRows(Consumer<String> out) {
    this.out = out;
  }

  /** Adds a row, which may be printed later. */
  public void add(List<String> row) {
    for (int i = 0; i < row.size() - 1; i++) {
      if (i == widths.size()) {
        widths.add(0);
      }
      widths.set(i, Math.max(widths.get(i), Colours.width(row.get(i))));
    }
    waiting.add(row);
    if (++seen >= AHEAD) {
      flush();
    }
  }

  /** Prints what waits. */
  public void flush() {
    waiting.forEach(row -> out.accept(line(row)));
    waiting.clear();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size() - 1; i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(widths.get(i) - Colours.width(cell))).append(GAP);
    }
    return line.append(row.get(row.size() - 1)).toString();
  }
}
