package dev.loopgen.benchmarks;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
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
 * Measures a snapshot of the sample repository, against git's own commands on the same files. The
 * base is resolved and its tree read beforehand, as for the second snapshot of a run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 15)
@Measurement(iterations = 15)
public class SnapshotBenchmark {

  private Path root = Path.of("");
  private SnapshotRequest stat;
  private SnapshotRequest content;
  private SnapshotRequest anyDepth;
  private SnapshotRequest statDefaults;
  private SnapshotRequest contentDefaults;
  private JGitChangeDetector detector;
  private List<byte[]> judged = List.of();

  /** Used by JMH, which calls {@link #prepare()} before anything else. */
  @SuppressWarnings("NullAway.Init")
  public SnapshotBenchmark() {}

  /** Opens the repository. */
  @Setup
  public void prepare() throws InterruptedException {
    root = SampleRepository.open();
    detector = JGitChangeDetector.open(root);
    Base base = detector.resolveBase(BaseRequest.defaults());
    base.tree();
    PathPatterns anchored = patterns(SampleRepository.ANCHORED_PATTERNS);
    stat = new SnapshotRequest(base, anchored, HashingMode.STAT);
    content = new SnapshotRequest(base, anchored, HashingMode.CONTENT);
    anyDepth =
        new SnapshotRequest(base, patterns(SampleRepository.ANY_DEPTH_PATTERNS), HashingMode.STAT);
    PathPatterns defaults = patterns(SampleRepository.NPM_PATTERNS);
    statDefaults = new SnapshotRequest(base, defaults, HashingMode.STAT);
    contentDefaults = new SnapshotRequest(base, defaults, HashingMode.CONTENT);
    judged = new ArrayList<>();
    for (RepoPath path : detector.snapshot(stat).entries().keySet()) {
      judged.add(path.bytes());
    }
  }

  private PathPatterns patterns(List<String> texts) {
    List<PathPattern> patterns = texts.stream().map(PathPattern::parse).toList();
    return PathPatterns.of(patterns, detector.workTree());
  }

  /** A snapshot that trusts the stat data of the index. */
  @Benchmark
  public TreeSnapshot stat() throws InterruptedException {
    return detector.snapshot(stat);
  }

  /** The same with a pattern that searches the ignored directories. */
  @Benchmark
  public TreeSnapshot statAnyDepth() throws InterruptedException {
    return detector.snapshot(anyDepth);
  }

  /** The same with the patterns that npm loopgen sets. */
  @Benchmark
  public TreeSnapshot statDefaults() throws InterruptedException {
    return detector.snapshot(statDefaults);
  }

  /** A snapshot with these patterns that reads every file. */
  @Benchmark
  public TreeSnapshot contentDefaults() throws InterruptedException {
    return detector.snapshot(contentDefaults);
  }

  /** A snapshot that reads every file. */
  @Benchmark
  public TreeSnapshot content() throws InterruptedException {
    return detector.snapshot(content);
  }

  /** The reference of {@link #stat()}. */
  @Benchmark
  public long gitStatus() {
    return BenchmarkProcesses.run(
        root,
        BenchmarkProcesses.Input.NONE,
        List.of("git", "status", "--porcelain=v2", "-z", "--untracked-files=all"));
  }

  /** The reference of {@link #content()}: hashes exactly the files that it judges. */
  @Benchmark
  public long gitHashObject() {
    return BenchmarkProcesses.run(
        root,
        out -> {
          for (byte[] path : judged) {
            out.write(path);
            out.write('\n');
          }
        },
        List.of("git", "hash-object", "--no-filters", "--stdin-paths"));
  }
}
