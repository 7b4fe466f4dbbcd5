package dev.loopgen.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the command line to check and to summarise ledgers of a million entries, as a user would.
 * Measures the time from start to exit, the processor time, and the peak memory (Linux only).
 */
public final class LedgerProcess {

  private static final int ENTRIES = 1_000_000;
  private static final int LEDGERS = 10;
  private static final int RUNS = 5;
  private static final int PAUSE_MILLIS = 10;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

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
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    long peak = 0;
    double busy = 0;
    Thread output = new Thread(() -> drop(process), "output");
    output.start();
    while (process.isAlive()) {
      peak = Math.max(peak, peak(status));
      busy = Math.max(busy, busySeconds(process));
      Thread.sleep(PAUSE_MILLIS);
    }
    output.join();
    if (process.waitFor() > worstExit) {
      throw new IllegalStateException(command + " ended with " + process.exitValue());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf("| %s | %.2f | %.2f | %.0f |%n", title, seconds, busy, peak * 1.024 / 1000);
  }

  private static void drop(Process process) {
    try {
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double busySeconds(Process process) {
    return process.info().totalCpuDuration().map(time -> time.toMillis() / 1e3).orElse(0.0);
  }

  private static long peak(Path status) throws IOException {
    try {
      Matcher peak = PEAK.matcher(Files.readString(status));
      return peak.find() ? Long.parseLong(peak.group(1)) : 0;
    } catch (NoSuchFileException ended) {
      return 0;
    } catch (IOException ended) {
      if (Files.exists(status)) {
        throw ended;
      }
      return 0;
    }
  }
}
