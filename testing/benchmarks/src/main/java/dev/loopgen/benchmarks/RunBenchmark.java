package dev.loopgen.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the whole {@code loopgen run} of the command {@code true}: a new JVM, the base, two
 * snapshots and the entry. Each run is the first one of its ledger.
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
  }

  /** Removes the outputs, so that the next run is the first one. */
  @Setup(Level.Iteration)
  public void forget() throws IOException {
    SampleRepository.forgetRuns(root);
    SampleRepository.forgetRuns(tiny);
  }

  /** Reads every file twice, as is the default; started by the launcher. */
  @Benchmark
  public long content() {
    return run(root, SampleRepository.ANCHORED, "CONTENT", launcher());
  }

  /** The same, started by {@code java -jar}. */
  @Benchmark
  public long contentPlainJar() {
    return run(root, SampleRepository.ANCHORED, "CONTENT", plainJar());
  }

  /** Trusts the stat data of the index; started by the launcher. */
  @Benchmark
  public long stat() {
    return run(root, SampleRepository.ANCHORED, "STAT", launcher());
  }

  /** The same, started by {@code java -jar}. */
  @Benchmark
  public long statPlainJar() {
    return run(root, SampleRepository.ANCHORED, "STAT", plainJar());
  }

  /** Trusts the stat data of the index, and searches the ignored directories. */
  @Benchmark
  public long statAnyDepth() {
    return run(root, SampleRepository.ANY_DEPTH, "STAT", launcher());
  }

  /** A run in a repository of four files: what the JVM alone costs. */
  @Benchmark
  public long tiny() {
    return run(tiny, SampleRepository.ANCHORED, "CONTENT", launcher());
  }

  /** The same, started by {@code java -jar}. */
  @Benchmark
  public long tinyPlainJar() {
    return run(tiny, SampleRepository.ANCHORED, "CONTENT", plainJar());
  }

  /** The reference of the runs. */
  @Benchmark
  public long gitStatus() {
    return BenchmarkProcesses.run(
        root,
        BenchmarkProcesses.Input.NONE,
        List.of("git", "status", "--porcelain=v2", "-z", "--untracked-files=all"));
  }

  private static List<String> launcher() {
    return List.of(program().resolve("loopgen").toString());
  }

  private static List<String> plainJar() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return List.of(java.toString(), "-jar", program().resolve("loopgen.jar").toString());
  }

  private static Path program() {
    return Path.of(System.getProperty("loopgen.cli", "examples/cli/target")).toAbsolutePath();
  }

  private static long run(Path project, String loop, String hashing, List<String> program) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("run", loop, ".", "--hashing", hashing, "--no-report"));
    return BenchmarkProcesses.run(project, BenchmarkProcesses.Input.NONE, command);
  }
}
