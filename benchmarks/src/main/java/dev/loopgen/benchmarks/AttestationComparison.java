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
 * Tells how many bundles one thread checks in a second of processor time, which other programs on
 * the machine hardly change, and how much more two threads check in a second of the clock, which
 * they do. The checks take turns within each round.
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
          () -> benchmark.keyless(keyless, AttestationBenchmark.Turn.any()));
    }
    for (String algorithm : List.of("ED25519", "ECDSA_P256")) {
      for (String provider : List.of("JDK", "BC")) {
        AttestationBenchmark.Keyed keyed = AttestationBenchmark.Keyed.of(algorithm, provider);
        String name = algorithm + " by " + provider;
        comparison.checks.put(
            name + ", signature alone",
            () -> benchmark.signatureAlone(keyed, AttestationBenchmark.Turn.any()));
        comparison.checks.put(
            name + ", bundle", () -> benchmark.keyed(keyed, AttestationBenchmark.Turn.any()));
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
          "| %s | %.0f | %.0f | %.2f |%n",
          check.getKey(),
          sorted.get(sorted.size() / 2),
          sorted.get(sorted.size() - 1),
          scaling(check.getValue()));
    }
  }

  /** Returns the checks in a second of this thread's processor time. */
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

  private static double scaling(Callable<?> check) throws Exception {
    double alone = perSecond(check, 1);
    return perSecond(check, 2) / alone;
  }

  private static double perSecond(Callable<?> check, int threads) throws Exception {
    List<Counter> counters = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      Counter counter = new Counter(check, start + 3 * ROUND_NANOS);
      counter.start();
      counters.add(counter);
    }
    double count = 0;
    for (Counter counter : counters) {
      counter.join();
      count += counter.count;
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  private static final class Counter extends Thread {

    private final Callable<?> check;
    private final long end;
    private long count;

    Counter(Callable<?> check, long end) {
      this.check = check;
      this.end = end;
    }

    @Override
    public void run() {
      try {
        while (System.nanoTime() < end) {
          check.call();
          count++;
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
