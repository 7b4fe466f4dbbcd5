package dev.loopgen.cli.checkpoint;

import dev.loopgen.api.ledger.SplitView;
import dev.loopgen.cli.support.Console;
import java.io.PrintWriter;

/** Prints a split view with its evidence. */
public final class SplitViewPrinter {

  private SplitViewPrinter() {}

  /** Prints a sentence, and both notes. */
  public static void print(SplitView split, PrintWriter out) {
    out.println("SPLIT VIEW " + Console.sentence(split.describe()) + " The evidence:");
    out.println();
    split.evidence().lines().map(Console::sentence).forEach(out::println);
  }
}
