package dev.loopgen.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks in turn in this JVM, one invocation of each per round, so that a temporary
 * slowdown of the machine affects all of them; then compares their medians.
 */
final class BenchmarkComparison {

  private static final int WARM_UP = Integer.getInteger("loopgen.warmup", 15);
  private static final int ROUNDS = Integer.getInteger("loopgen.rounds", 15);

  private final Class<?> benchmarks;
  private final Map<String, String> references;

  /**
   * Creates a comparison.
   *
   * @param references the methods to run, each with its reference
   */
  private BenchmarkComparison(Class<?> benchmarks, Map<String, String> references) {
    this.benchmarks = benchmarks;
    this.references = references;
  }

  /** Measures and prints one table for each hot path. */
  static void print(PrintStream out) throws RunnerException {
    SnapshotMemory.print(out);
    ledgers(out);
    Map<String, String> snapshots = new LinkedHashMap<>();
    snapshots.put("gitStatus", "gitStatus");
    snapshots.put("stat", "gitStatus");
    snapshots.put("statAnyDepth", "gitStatus");
    snapshots.put("statDefaults", "gitStatus");
    snapshots.put("gitHashObject", "gitHashObject");
    snapshots.put("content", "gitHashObject");
    snapshots.put("contentDefaults", "gitHashObject");
    new BenchmarkComparison(SnapshotBenchmark.class, snapshots).run(WARM_UP, out);
    runs(out);
  }

  /** Measures and prints the table of whole runs. */
  static void runs(PrintStream out) throws RunnerException {
    Map<String, String> runs = new LinkedHashMap<>();
    List.of(
            "gitStatus",
            "stat",
            "statPlainJar",
            "statAnyDepth",
            "content",
            "contentPlainJar",
            "tiny",
            "tinyPlainJar")
        .forEach(run -> runs.put(run, "gitStatus"));
    new BenchmarkComparison(RunBenchmark.class, runs).run(1, out);
  }

  /** Measures and prints the table of commands in sandboxes. */
  static void sandboxes(PrintStream out) throws RunnerException {
    Map<String, String> commands = new LinkedHashMap<>();
    commands.put("bare", "bare");
    commands.put("sandbox", "bare");
    commands.put("bareEleven", "bareEleven");
    commands.put("sandboxOfEleven", "bareEleven");
    new BenchmarkComparison(SandboxBenchmark.class, commands).run(WARM_UP, out);
  }

  /** Measures and prints the table of a model's attempts. */
  static void driven(PrintStream out) throws RunnerException {
    Map<String, String> attempts = new LinkedHashMap<>();
    List.of("stat", "oneAttempt", "elevenAttempts").forEach(run -> attempts.put(run, "stat"));
    new BenchmarkComparison(DrivenBenchmark.class, attempts).run(WARM_UP, out);
  }

  /** Measures and prints the table of exports. */
  static void exports(PrintStream out) throws RunnerException {
    Map<String, String> exports = new LinkedHashMap<>();
    exports.put("gitWorktreeAdd", "gitWorktreeAdd");
    exports.put("export", "gitWorktreeAdd");
    exports.put("gitWorktreeAddLarge", "gitWorktreeAddLarge");
    exports.put("exportLarge", "gitWorktreeAddLarge");
    new BenchmarkComparison(ExportBenchmark.class, exports).run(WARM_UP, out);
  }

  /** Measures and prints the table of ledgers. */
  static void ledgers(PrintStream out) throws RunnerException {
    Map<String, String> ledgers = new LinkedHashMap<>();
    List.of("readAndHash", "verifyAlone", "verifyByTwo", "summarise")
        .forEach(check -> ledgers.put(check, "readAndHash"));
    new BenchmarkComparison(LedgerBenchmark.class, ledgers).run(WARM_UP, out);
  }

  private void run(int warmUp, PrintStream out) throws RunnerException {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int round = 0; round < warmUp + ROUNDS; round++) {
      for (String method : references.keySet()) {
        double time = once(method);
        if (round >= warmUp) {
          times.computeIfAbsent(method, none -> new ArrayList<>()).add(time);
        }
      }
    }
    out.printf("%n| %s | median ms | least ms | of the reference |%n", benchmarks.getSimpleName());
    out.println("|---|---:|---:|---:|");
    references.forEach(
        (method, reference) -> {
          List<Double> sorted = sorted(times, method);
          double ratio = median(sorted) / median(sorted(times, reference));
          out.printf(
              "| %s | %.0f | %.0f | %.2f %s |%n",
              method, median(sorted), sorted.get(0), ratio, reference);
        });
  }

  private static List<Double> sorted(Map<String, List<Double>> times, String method) {
    return times.getOrDefault(method, List.of()).stream().sorted().toList();
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private double once(String method) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(benchmarks.getName() + "\\." + method + "$")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .verbosity(VerboseMode.SILENT)
            .build();
    RunResult result = new Runner(options).runSingle();
    return result.getPrimaryResult().getScore();
  }
}
