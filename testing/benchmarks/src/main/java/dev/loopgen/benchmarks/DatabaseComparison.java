package dev.loopgen.benchmarks;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.core.Loopgen;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures ledgers in PostgreSQL beside those in files, on a server that it starts. */
final class DatabaseComparison {

  private static final int ENTRIES = Integer.getInteger("loopgen.entries", 1_000_000);
  private static final int ROUNDS = Integer.getInteger("loopgen.rounds", 5);
  private static final int PROCESSES = 2;

  private DatabaseComparison() {}

  /** Measures durable appends by 1, 16 and 64 writers, and the check. */
  static void print(PrintStream out) throws Exception {
    try (BenchmarkDatabase database = BenchmarkDatabase.start()) {
      JdbcAuditLedger large = imported(database, ENTRIES, out);
      imported(database, 1, out);
      check(database, large, out);
      appends(database, out);
    }
  }

  private static String name(int entries) {
    return "bench-" + entries;
  }

  private static JdbcAuditLedger imported(BenchmarkDatabase database, int entries, PrintStream out)
      throws Exception {
    Path file = SampleLedger.open(entries);
    JdbcAuditLedger ledger = database.create(name(entries));
    if (!ledger.heads().isEmpty()) {
      throw new IllegalStateException("a new ledger has entries");
    }
    database.withoutTriggers(() -> ledger.importFrom(file));
    out.printf("imported %,d entries (%,d MB)%n", entries, Files.size(file) >> 20);
    return ledger;
  }

  private static void check(BenchmarkDatabase database, AuditLedger ledger, PrintStream out)
      throws Exception {
    AuditLedger file = Loopgen.ledger(project(ENTRIES));
    database.settle();
    List<Duration> ofFile = new ArrayList<>();
    List<Duration> ofDatabase = new ArrayList<>();
    List<Duration> ofServer = new ArrayList<>();
    List<Duration> elapsed = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      Duration forFile = processorTime(file);
      Duration served = database.serverTime();
      long begin = System.nanoTime();
      Duration forDatabase = processorTime(ledger);
      if (round > 0) {
        elapsed.add(Duration.ofNanos(System.nanoTime() - begin));
        ofFile.add(forFile);
        ofDatabase.add(forDatabase);
        ofServer.add(database.serverTime().minus(served));
      }
    }
    out.printf(
        "check of %,d entries, medians of processor time: file %.2f s; database %.2f s in the JVM"
            + " (%.2f times the file's), %.2f s in the server; %.2f s by the clock%n",
        ENTRIES,
        seconds(ofFile),
        seconds(ofDatabase),
        seconds(ofDatabase) / seconds(ofFile),
        seconds(ofServer),
        seconds(elapsed));
  }

  private static Path project(int entries) throws Exception {
    return SampleLedger.open(entries).resolve("../..").normalize();
  }

  private static Duration processorTime(AuditLedger ledger) {
    long begin = processorTime();
    if (!ledger.verify().isIntact()) {
      throw new IllegalStateException(ledger.verify().describe());
    }
    return Duration.ofNanos(processorTime() - begin);
  }

  private static long processorTime() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double seconds(List<Duration> all) {
    Collections.sort(all);
    return all.get(all.size() / 2).toNanos() / 1e9;
  }

  private static void appends(BenchmarkDatabase database, PrintStream out) throws Exception {
    Path copy = Files.createTempDirectory("loopgen-file");
    Path file = Files.createDirectories(copy.resolve(".loopgen")).resolve("audit.jsonl");
    Files.copy(SampleLedger.open(1), file, StandardCopyOption.REPLACE_EXISTING);
    out.println("appends per second by writers of " + PROCESSES + " processes (1: of one)");
    for (int writers : List.of(1, 16, 64)) {
      List<Integer> processes =
          writers == 1 ? List.of(1) : Collections.nCopies(PROCESSES, writers / PROCESSES);
      out.printf(
          "%d writers: file of 1 entry %,d; database of 1 entry %,d, of %,d entries %,d%n",
          writers,
          DatabaseWriters.perSecond(List.of(copy.toString()), processes),
          DatabaseWriters.perSecond(List.of(database.url(), name(1)), processes),
          ENTRIES,
          DatabaseWriters.perSecond(List.of(database.url(), name(ENTRIES)), processes));
    }
  }
}
