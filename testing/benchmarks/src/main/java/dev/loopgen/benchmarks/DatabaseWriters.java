package dev.loopgen.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.core.Loopgen;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Appends to one ledger from several threads of several processes, and counts. */
final class DatabaseWriters {

  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(6);

  private DatabaseWriters() {}

  /**
   * Measures appends per second.
   *
   * @param place the ledger: the URL of a database and the name there, or the project of a file
   * @param processes the number of threads of each process
   */
  static long perSecond(List<String> place, List<Integer> processes) throws Exception {
    List<Process> writers = new ArrayList<>();
    for (int threads : processes) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(DatabaseWriters.class.getName(), String.valueOf(threads)));
      command.addAll(place);
      writers.add(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }
    long appended = 0;
    for (Process writer : writers) {
      String said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (writer.waitFor() != 0) {
        throw new IOException("a writer failed: " + said);
      }
      appended += Long.parseLong(said.strip());
    }
    return appended / MEASURED.toSeconds();
  }

  /** Writes, and prints how many entries it appended in the time that is measured. */
  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[0]);
    long appended;
    if (arguments.length == 2) {
      appended = append(Loopgen.ledger(Path.of(arguments[1])), threads);
    } else {
      try (HikariDataSource connections = BenchmarkDatabase.connect(arguments[1])) {
        appended = append(JdbcAuditLedger.builder(connections, arguments[2]).build(), threads);
      }
    }
    System.out.println(appended);
  }

  private static long append(AuditLedger ledger, int threads) throws Exception {
    Json.Obj facts;
    try (Stream<AuditEntry> all = ledger.entries()) {
      facts = all.findFirst().orElseThrow().json();
    }
    long begin = System.nanoTime() + WARM_UP.toNanos();
    long end = begin + MEASURED.toNanos();
    Callable<Long> writer =
        () -> {
          long counted = 0;
          for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            ledger.append(SampleFacts.withFreshId(facts));
            counted += now >= begin ? 1 : 0;
          }
          return counted;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long appended = 0;
      for (Future<Long> each : pool.invokeAll(Collections.nCopies(threads, writer))) {
        appended += each.get();
      }
      return appended;
    } finally {
      pool.shutdown();
    }
  }
}
