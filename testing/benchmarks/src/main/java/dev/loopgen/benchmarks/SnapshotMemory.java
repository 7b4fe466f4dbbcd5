package dev.loopgen.benchmarks;

import dev.loopgen.api.tree.TreeSnapshot;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;

/** Measures the heap size of snapshots of the sample repository. */
final class SnapshotMemory {

  private static final int SNAPSHOTS = 5;
  private static final int MEBIBYTE = 1 << 20;

  private SnapshotMemory() {}

  /** Prints the size of one additional retained snapshot, and the peak while taking them. */
  static void print(PrintStream out) {
    try {
      SnapshotBenchmark benchmark = new SnapshotBenchmark();
      benchmark.prepare();
      List<TreeSnapshot> kept = new ArrayList<>();
      kept.add(benchmark.stat());
      long before = used();
      for (int i = 0; i < SNAPSHOTS; i++) {
        kept.add(benchmark.stat());
      }
      long each = (used() - before) / SNAPSHOTS;
      out.printf(
          "A kept snapshot of %d entries: %.1f MiB. Detector, base and the first: %d MiB.%n",
          kept.get(0).entries().size(), (double) each / MEBIBYTE, before / MEBIBYTE);
      out.printf("Peak of the heap, garbage included: %d MiB.%n", peak() / MEBIBYTE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
