package dev.loopgen.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the command line to check and to summarise ledgers of a million entries, as a user would.
 * Measures the time from start to exit, the processor time, and the peak memory (Linux only).
 */
public final class LedgerProcess {

  private static final int ENTRIES = 1_000_000;
  private static final int LEDGERS = 10;
  private static final int RUNS = 5;

  private LedgerProcess() {}

  /** Measures and prints tables; the command is the jar of the command line, or its launcher. */
  public static void print(Path command, PrintStream out) throws IOException, InterruptedException {
    String project = SampleLedger.open(ENTRIES).resolve("../..").normalize().toString();
    String organisation = SampleLedger.organisation(LEDGERS, ENTRIES / LEDGERS).toString();
    List<List<String>> commands =
        List.of(
            List.of("verify", project),
            List.of("summary", project),
            List.of("aggregate", organisation));
    for (List<String> arguments : commands) {
      print("audit " + arguments.get(0) + ", 1,000,000 entries", line(command, arguments), out);
    }
  }

  static List<String> line(Path command, List<String> arguments) {
    List<String> line = new ArrayList<>();
    if (command.toString().endsWith(".jar")) {
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.add("-jar");
    }
    line.addAll(List.of(command.toString(), "audit"));
    line.addAll(arguments);
    return line;
  }

  /** Measures a command and prints a table. */
  public static void print(String title, List<String> command, PrintStream out)
      throws IOException, InterruptedException {
    out.println("| " + title + " | s | processor s | peak MB |");
    out.println("|---|---:|---:|---:|");
    for (int run = 1; run <= RUNS; run++) {
      run(command, "run " + run, 0, out);
    }
  }

  /**
   * Measures a command once and prints a row of a table.
   *
   * @param worstExit the highest exit code that is a result
   */
  static void run(List<String> command, String title, int worstExit, PrintStream out)
      throws IOException, InterruptedException {
    ProcessUsage used = ProcessUsage.of(new ProcessBuilder(new ArrayList<>(command)), worstExit);
    out.printf(
        "| %s | %.2f | %.2f | %.0f |%n",
        title, used.seconds(), used.processorSeconds(), used.peakMegabytes());
  }
}
