package dev.loopgen.benchmarks;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures durable appends to a ledger with existing entries, against the minimum: writing as many
 * bytes to an open file and flushing them. The measured time includes building the facts of each
 * entry, which takes less than a microsecond.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AppendBenchmark {

  private static final int BATCH = 8;

  /** The number of existing entries. */
  @Param({"1", "1000000"})
  public int entries = 1;

  private Path directory = Path.of("");
  private AuditLedger ledger = Loopgen.ledger(directory);
  private Json.Obj facts = Json.object().build();
  private ByteBuffer line = ByteBuffer.allocate(0);
  private @Nullable FileChannel bare;

  /** Used by JMH, which calls {@link #prepare()} before anything else. */
  public AppendBenchmark() {}

  /** Copies the ledger and appends once, which reads it. */
  @Setup
  public void prepare() throws IOException, InterruptedException {
    Path sample = SampleLedger.open(entries);
    directory = Files.createTempDirectory(sample.getParent(), "append");
    Path file = directory.resolve(".loopgen").resolve("audit.jsonl");
    Files.createDirectory(file.resolveSibling(""));
    Files.copy(sample, file, StandardCopyOption.REPLACE_EXISTING);
    ledger = Loopgen.ledger(directory);
    try (Stream<AuditEntry> all = ledger.entries()) {
      facts = all.findFirst().orElseThrow().json();
    }
    line = ByteBuffer.wrap(Files.readAllLines(SampleLedger.open(1)).get(0).getBytes());
    bare =
        FileChannel.open(
            directory.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    append();
  }

  /** Removes the copy. */
  @TearDown
  public void clean() throws IOException {
    Objects.requireNonNull(bare).close();
    try (Stream<Path> below = Files.walk(directory)) {
      below.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
    }
  }

  /** One thread. */
  @Benchmark
  public Object append() throws InterruptedException {
    return ledger.append(SampleFacts.withFreshId(facts));
  }

  /** Sixteen threads. */
  @Benchmark
  @Threads(16)
  public Object appendBySixteen() throws InterruptedException {
    return append();
  }

  /** The reference of one thread. */
  @Benchmark
  public Object writeAndFlush() throws IOException {
    return write(1);
  }

  /** The reference of sixteen threads: groups of eight entries, which half of the threads bring. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object writeAndFlushEight() throws IOException {
    return write(BATCH);
  }

  private Object write(int lines) throws IOException {
    ByteBuffer batch = ByteBuffer.allocate(lines * line.remaining());
    for (int i = 0; i < lines; i++) {
      batch.put(line.duplicate());
    }
    FileChannel open = Objects.requireNonNull(bare);
    open.write(batch.flip());
    open.force(true);
    return open;
  }
}
