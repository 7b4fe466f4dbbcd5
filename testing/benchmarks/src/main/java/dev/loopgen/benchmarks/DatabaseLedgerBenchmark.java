package dev.loopgen.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.core.Loopgen;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures durable appends to a ledger in PostgreSQL, and its check against that of the same file.
 * The properties {@code loopgen.postgres.url}, with the user and without a password, and {@code
 * loopgen.postgres.ledger} name the database and an empty ledger in it for each number of entries,
 * by the suffix {@code -ENTRIES}. For writers of two processes, start it twice at the same time.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class DatabaseLedgerBenchmark {

  /** The number of existing entries. */
  @Param({"1", "1000000"})
  public int entries = 1;

  private Path file = Path.of("");
  private AuditLedger ledger = Loopgen.ledger(file);
  private Json.Obj facts = Json.object().build();
  private @Nullable HikariDataSource pool;
  private long processorTime;

  /** Used by JMH, which calls {@link #prepare()} before anything else. */
  public DatabaseLedgerBenchmark() {}

  /** Imports the sample into the ledger, unless it was imported before. */
  @Setup
  public void prepare() throws IOException {
    file = SampleLedger.open(entries);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(required("loopgen.postgres.url"));
    config.setMaximumPoolSize(8);
    HikariDataSource connections = new HikariDataSource(config);
    pool = connections;
    JdbcAuditLedger database =
        JdbcAuditLedger.builder(connections, required("loopgen.postgres.ledger") + "-" + entries)
            .build();
    if (database.heads().isEmpty()) {
      database.importFrom(file);
    }
    ledger = database;
    try (Stream<AuditEntry> all = database.entries()) {
      facts = all.findFirst().orElseThrow().json();
    }
  }

  private static String required(String property) {
    return Objects.requireNonNull(System.getProperty(property), property);
  }

  /** Closes the connections. */
  @TearDown
  public void close() {
    Objects.requireNonNull(pool).close();
  }

  /** Starts to count this process's processor time. */
  @Setup(Level.Iteration)
  public void begin() {
    processorTime = processorTime();
  }

  /** Prints how much processor time this process used, without the server's. */
  @TearDown(Level.Iteration)
  public void end() {
    System.out.printf(" (%d ms of processor time) ", (processorTime() - processorTime) / 1_000_000);
  }

  private static long processorTime() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** One writer. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public Object append() throws InterruptedException {
    return ledger.append(SampleFacts.withFreshId(facts));
  }

  /** Sixteen writers; eight each if two processes run. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Threads(16)
  public Object appendBySixteen() throws InterruptedException {
    return append();
  }

  /** Sixty-four writers. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Threads(64)
  public Object appendBySixtyFour() throws InterruptedException {
    return append();
  }

  /** The check of the ledger in the database. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Object verify() {
    return intact(ledger);
  }

  /** The check of the file that it was imported from. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Object verifyFile() {
    return intact(Loopgen.ledger(Objects.requireNonNull(file.resolveSibling("..").normalize())));
  }

  private static Object intact(AuditLedger ledger) {
    if (!ledger.verify().isIntact()) {
      throw new IllegalStateException(ledger.verify().describe());
    }
    return ledger;
  }
}
