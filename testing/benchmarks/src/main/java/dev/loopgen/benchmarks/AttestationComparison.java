package dev.loopgen.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Measures how many bundles one thread checks per second of processor time, which other programs on
 * the machine hardly affect, and how many two threads check at once. The latter includes the cost
 * of contention but not waiting time, so the number of blocked locks is printed too. The checks
 * take turns in each round.
 */
final class AttestationComparison {

  private static final int ROUNDS = Integer.getInteger("loopgen.rounds", 15);
  private static final int WARM_UP = Integer.getInteger("loopgen.warmup", 5);
  private static final long ROUND_NANOS = 300_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<String, Callable<?>> checks = new LinkedHashMap<>();

  private AttestationComparison() {}

  static void print(PrintStream out) throws Exception {
    AttestationComparison comparison = new AttestationComparison();
    AttestationBenchmark benchmark = new AttestationBenchmark();
    for (int generation : new int[] {1, 2}) {
      AttestationBenchmark.Keyless keyless = AttestationBenchmark.Keyless.of(generation);
      comparison.checks.put(
          "keyless, generation " + generation,
          () -> benchmark.keyless(keyless, AttestationBenchmark.BundleTurn.any()));
    }
    for (String algorithm : List.of("ED25519", "ECDSA_P256")) {
      for (String provider : List.of("JDK", "BC")) {
        AttestationBenchmark.Keyed keyed = AttestationBenchmark.Keyed.of(algorithm, provider);
        String name = algorithm + " by " + provider;
        comparison.checks.put(
            name + ", signature alone",
            () -> benchmark.signatureAlone(keyed, AttestationBenchmark.BundleTurn.any()));
        comparison.checks.put(
            name + ", bundle", () -> benchmark.keyed(keyed, AttestationBenchmark.BundleTurn.any()));
      }
    }
    comparison.run(out);
  }

  private void run(PrintStream out) throws Exception {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (Map.Entry<String, Callable<?>> check : checks.entrySet()) {
        double rate = rate(check.getValue());
        if (round >= WARM_UP) {
          rates.computeIfAbsent(check.getKey(), none -> new ArrayList<>()).add(rate);
        }
      }
    }
    out.println("| check | per processor second, median | most | two threads of one |");
    out.println("|---|---:|---:|---:|");
    for (Map.Entry<String, Callable<?>> check : checks.entrySet()) {
      List<Double> sorted =
          rates.getOrDefault(check.getKey(), List.of()).stream().sorted().toList();
      out.printf(
          "| %s | %.0f | %.0f | %s |%n",
          check.getKey(),
          sorted.get(sorted.size() / 2),
          sorted.get(sorted.size() - 1),
          scaling(check.getValue()));
    }
  }

  /** Returns the checks per second of this thread's processor time. */
  private static double rate(Callable<?> check) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    long count = 0;
    long busy;
    do {
      check.call();
      count++;
      busy = THREADS.getCurrentThreadCpuTime() - start;
    } while (busy < ROUND_NANOS);
    return count * 1e9 / busy;
  }

  /** Returns how much more two threads check than one, assuming that each has its own processor. */
  private static String scaling(Callable<?> check) throws Exception {
    Counter alone = new Counter(check);
    alone.start();
    alone.join();
    Counter first = new Counter(check);
    Counter second = new Counter(check);
    first.start();
    second.start();
    first.join();
    second.join();
    double scaling = (first.rate() + second.rate()) / alone.rate();
    return String.format("%.2f, blocked %d times", scaling, first.blocked + second.blocked);
  }

  private static final class Counter extends Thread {

    private final Callable<?> check;
    private long count;
    private long busy;
    private long blocked;

    Counter(Callable<?> check) {
      this.check = check;
    }

    double rate() {
      return count * 1e9 / busy;
    }

    @Override
    public void run() {
      long start = THREADS.getCurrentThreadCpuTime();
      try {
        do {
          check.call();
          count++;
          busy = THREADS.getCurrentThreadCpuTime() - start;
        } while (busy < 3 * ROUND_NANOS);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      blocked = THREADS.getThreadInfo(getId()).getBlockedCount();
    }
  }
}
