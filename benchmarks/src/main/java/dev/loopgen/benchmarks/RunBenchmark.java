package dev.loopgen.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole {@code loopgen run} of the command {@code true}: a new JVM, the base, two snapshots and
 * the entry. Each run is the first one of its ledger.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 10)
public class RunBenchmark {

  private Path root = Path.of("");
  private Path tiny = Path.of("");

  /** Used by JMH. */
  public RunBenchmark() {}

  /** Opens the repositories. */
  @Setup
  public void prepare() throws IOException {
    root = SampleRepository.open();
    tiny = SampleRepository.tiny();
    forget(root);
    forget(tiny);
  }

  private static void forget(Path project) throws IOException {
    for (String name : List.of("audit.jsonl", "audit.state", "audit.checkpoint")) {
      Files.deleteIfExists(project.resolve(".loopgen").resolve(name));
    }
  }

  /** Reads every file twice, as is the default. */
  @Benchmark
  public long content() {
    return run(root, SampleRepository.ANCHORED, "CONTENT", List.of());
  }

  /** Trusts the stat data of the index. */
  @Benchmark
  public long stat() {
    return run(root, SampleRepository.ANCHORED, "STAT", List.of());
  }

  /** Trusts the stat data of the index, and opens the ignored directories. */
  @Benchmark
  public long statAnyDepth() {
    return run(root, SampleRepository.ANY_DEPTH, "STAT", List.of());
  }

  /** A run in a repository of three files: what the JVM alone costs. */
  @Benchmark
  public long tiny() {
    return run(tiny, SampleRepository.ANCHORED, "CONTENT", List.of());
  }

  /** What the runs are measured against. */
  @Benchmark
  public long gitStatus() {
    return Processes.run(
        root,
        Processes.Input.NONE,
        List.of("git", "status", "--porcelain=v2", "-z", "--untracked-files=all"));
  }

  private static long run(Path project, String loop, String hashing, List<String> jvm) {
    Path jar =
        Path.of(System.getProperty("loopgen.jar", "examples/cli/target/loopgen.jar"))
            .toAbsolutePath();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(jvm);
    command.addAll(List.of("-jar", jar.toString(), "run", loop, ".", "--hashing", hashing));
    command.add("--no-report");
    return Processes.run(project, Processes.Input.NONE, command);
  }
}
