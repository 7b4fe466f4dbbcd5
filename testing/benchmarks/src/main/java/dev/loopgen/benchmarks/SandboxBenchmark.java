package dev.loopgen.benchmarks;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.exec.ShellVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures commands in a sandbox against the same commands without one. One command includes
 * finding bubblewrap, reading the facts and the probes; the difference to eleven is that of ten
 * starts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 15)
@Measurement(iterations = 15)
public class SandboxBenchmark {

  private static final int MANY = 11;

  private final ShellVerifier verifier = ShellVerifier.create();
  private Path directory = Path.of("");

  /** Used by JMH, which calls {@link #prepare()} before anything else. */
  public SandboxBenchmark() {}

  /** Makes an empty repository. */
  @Setup
  public void prepare() throws IOException {
    directory = Files.createTempDirectory("loopgen-benchmark").toRealPath();
    BenchmarkProcesses.run(
        directory, BenchmarkProcesses.Input.NONE, List.of("git", "init", "-q", "."));
  }

  /** Removes it. */
  @TearDown
  public void remove() {
    BenchmarkProcesses.run(
        Objects.requireNonNull(directory.getParent()),
        BenchmarkProcesses.Input.NONE,
        List.of("rm", "-r", directory.toString()));
  }

  /** The reference of {@link #sandbox()}. */
  @Benchmark
  public VerificationResult bare() throws InterruptedException {
    return run(1, Isolation.NONE);
  }

  /** One command in a sandbox. */
  @Benchmark
  public VerificationResult sandbox() throws InterruptedException {
    return run(1, Isolation.builder(Isolation.Level.SANDBOX).withoutNetwork().build());
  }

  /** The reference of {@link #sandboxOfEleven()}. */
  @Benchmark
  public VerificationResult bareEleven() throws InterruptedException {
    return run(MANY, Isolation.NONE);
  }

  /** Eleven commands in one sandbox. */
  @Benchmark
  public VerificationResult sandboxOfEleven() throws InterruptedException {
    return run(MANY, Isolation.builder(Isolation.Level.SANDBOX).withoutNetwork().build());
  }

  private VerificationResult run(int commands, Isolation isolation) throws InterruptedException {
    return verifier.verify(
        new VerificationRequest(
            directory,
            Collections.nCopies(commands, "true"),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            System.getenv(),
            CommandListener.NONE,
            Set.of(),
            isolation));
  }
}
