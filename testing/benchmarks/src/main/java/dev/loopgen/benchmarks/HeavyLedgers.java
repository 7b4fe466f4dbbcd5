package dev.loopgen.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts the command line to verify and to aggregate ledgers that are damaged in every line, beside
 * an intact one, and to aggregate the ledgers of a large organisation.
 */
public final class HeavyLedgers {

  private static final int ENTRIES = 180_000;
  private static final int LEDGERS = 10_000;
  private static final int ENTRIES_EACH = 1_000;

  /** A ledger that is not intact is a verdict, not a failure. */
  private static final int REFUSED = 1;

  private HeavyLedgers() {}

  /**
   * Measures ledgers of about 350 MB; the command is the jar of the command line or its launcher.
   */
  static void tampered(Path command, PrintStream out) throws IOException, InterruptedException {
    for (String verb : List.of("verify", "aggregate")) {
      header("audit " + verb + ", 180,000 entries", out);
      for (TamperedLedger kind : TamperedLedger.values()) {
        String project = kind.open(ENTRIES).resolve("../..").normalize().toString();
        LedgerProcess.run(
            LedgerProcess.line(command, List.of(verb, project)), kind.toString(), REFUSED, out);
      }
    }
  }

  /** Measures 10,000 ledgers of 1,000 entries (19 GB). */
  static void organisation(Path command, PrintStream out) throws IOException, InterruptedException {
    String organisation = SampleLedger.organisation(LEDGERS, ENTRIES_EACH).toString();
    header("audit aggregate, 10,000 ledgers of 1,000 entries", out);
    for (String run : List.of("run 1", "run 2")) {
      LedgerProcess.run(
          LedgerProcess.line(command, List.of("aggregate", organisation)), run, 0, out);
    }
  }

  private static void header(String title, PrintStream out) {
    out.println("| " + title + " | s | processor s | peak MB |");
    out.println("|---|---:|---:|---:|");
  }
}
