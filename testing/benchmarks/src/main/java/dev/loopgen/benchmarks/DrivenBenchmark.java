package dev.loopgen.benchmarks;

import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import dev.loopgen.testkit.RecordingVerifier;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Measures driven runs of one attempt and of eleven over the sample repository, with a model and
 * commands that take no time. The difference is that of ten attempts: a prompt, a reply read, a
 * file written, the journal, and a snapshot.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 11)
public class DrivenBenchmark {

  private static final int MANY = 11;

  private final AtomicInteger replies = new AtomicInteger();
  private Path root = Path.of("");
  private JGitChangeDetector detector;
  private SnapshotRequest stat;
  private LoopSpec loop;

  /** Used by JMH, which calls {@link #prepare()} before anything else. */
  @SuppressWarnings("NullAway.Init")
  public DrivenBenchmark() {}

  /** Opens the repository. */
  @Setup
  public void prepare() throws InterruptedException {
    root = SampleRepository.open();
    detector = JGitChangeDetector.open(root);
    List<PathPattern> patterns =
        SampleRepository.ANCHORED_PATTERNS.stream().map(PathPattern::parse).toList();
    stat =
        new SnapshotRequest(
            detector.resolveBase(BaseRequest.defaults()),
            PathPatterns.of(patterns, detector.workTree()),
            HashingMode.STAT);
    loop = loop();
  }

  private static LoopSpec loop() {
    LoopSpec.Builder loop = LoopSpec.builder("driven").command("true").maxIterations(MANY);
    SampleRepository.ANCHORED_PATTERNS.forEach(loop::forbid);
    return loop.build();
  }

  /** The reference of an attempt. */
  @Benchmark
  public TreeSnapshot stat() throws InterruptedException {
    return detector.snapshot(stat);
  }

  /** A run whose model has one attempt. */
  @Benchmark
  public RunResult oneAttempt() throws InterruptedException {
    return run(1);
  }

  /** A run whose model has eleven. */
  @Benchmark
  public RunResult elevenAttempts() throws InterruptedException {
    return run(MANY);
  }

  private RunResult run(int attempts) throws InterruptedException {
    RunResult result =
        Loopgen.runner(root)
            .drivenBy(
                ScriptedModel.of(request -> reply()),
                DrivenOptions.builder().maxIterations(attempts).allowDirty().build())
            .isolation(Isolation.NONE)
            .verifier(new RecordingVerifier().exiting("true", 1))
            .build()
            .run(RunRequest.builder().spec(loop).hashing(HashingMode.STAT).noReport().build());
    int made = result.driven().orElseThrow().iterations().size();
    if (made != attempts) {
      throw new IllegalStateException(made + " attempts, not " + attempts);
    }
    return result;
  }

  /** Writes a file with other content each time, so that the run does not stop as stuck. */
  private ScriptedReply reply() {
    return ScriptedReply.of(
        "{\"actions\":[{\"type\":\"write_file\",\"path\":\"driven.txt\",\"content\":\"reply "
            + replies.incrementAndGet()
            + "\\n\"}]}");
  }
}
