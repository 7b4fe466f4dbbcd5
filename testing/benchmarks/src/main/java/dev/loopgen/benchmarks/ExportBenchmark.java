package dev.loopgen.benchmarks;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.export.Export;
import dev.loopgen.core.internal.export.ExportFiles;
import dev.loopgen.core.internal.git.SortedArrayMap;
import dev.loopgen.core.internal.tree.GitTreeHasher;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures an export of the sample repositories of 10,000 and 100,000 files, against {@code git
 * worktree add} of the same commit. Removing either is not measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class ExportBenchmark {

  /** The sample repository. */
  @Param({"10000", "100000"})
  public int files;

  private Path root = Path.of("");
  private Path parent = Path.of("");
  private JGitChangeDetector detector;
  private Base base;
  private TreeSnapshot snapshot;
  private AutoCloseable made = () -> {};

  /** Used by JMH, which calls {@link #prepare()} before anything else. */
  @SuppressWarnings("NullAway.Init")
  public ExportBenchmark() {}

  /** Opens the repository and takes a snapshot of it. */
  @Setup
  public void prepare() throws InterruptedException, IOException {
    root = files == 10_000 ? SampleRepository.small() : SampleRepository.open();
    parent = Files.createTempDirectory("loopgen-benchmark");
    detector = JGitChangeDetector.open(root);
    base = detector.resolveBase(BaseRequest.defaults());
    PathPatterns nothing = PathPatterns.of(List.of(), detector.workTree());
    snapshot = detector.snapshot(new SnapshotRequest(base, nothing, HashingMode.STAT));
  }

  /** Removes what was measured. */
  @TearDown(Level.Invocation)
  public void remove() throws Exception {
    made.close();
    made = () -> {};
  }

  /** Removes the directory around it. */
  @TearDown
  public void removeParent() throws IOException {
    Files.delete(parent);
  }

  /** An export of the judged tree. */
  @Benchmark
  public Export export() throws InterruptedException {
    Export export =
        Export.of(
            ExportFiles.of(
                detector.reopened(),
                base,
                snapshot,
                GitTreeHasher.of(SortedArrayMap.copyOf(snapshot.entries()), List.of())),
            parent);
    made = export;
    return export;
  }

  /** The reference of {@link #export()}. */
  @Benchmark
  public long gitWorktreeAdd() {
    String directory = parent.resolve("worktree").toString();
    made =
        () ->
            BenchmarkProcesses.run(
                root,
                BenchmarkProcesses.Input.NONE,
                List.of("git", "worktree", "remove", "--force", directory));
    return BenchmarkProcesses.run(
        root,
        BenchmarkProcesses.Input.NONE,
        List.of("git", "worktree", "add", "-q", "--detach", directory, "HEAD"));
  }
}
