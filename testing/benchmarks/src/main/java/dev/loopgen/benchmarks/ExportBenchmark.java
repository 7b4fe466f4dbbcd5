package dev.loopgen.benchmarks;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.export.Export;
import dev.loopgen.core.internal.export.ExportFiles;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import dev.loopgen.core.internal.tree.GitTreeHasher;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.io.IOException;
import java.nio.file.Files;
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

  private final List<AutoCloseable> made = new ArrayList<>();
  private Path parent = Path.of("");
  private Sample small;
  private Sample large;

  /** A repository and a snapshot of it. */
  private record Sample(Path root, JGitChangeDetector detector, Base base, TreeSnapshot snapshot) {

    static Sample of(Path root) throws InterruptedException {
      JGitChangeDetector detector = JGitChangeDetector.open(root);
      Base base = detector.resolveBase(BaseRequest.defaults());
      PathPatterns nothing = PathPatterns.of(List.of(), detector.workTree());
      SnapshotRequest request = new SnapshotRequest(base, nothing, HashingMode.STAT);
      return new Sample(root, detector, base, detector.snapshot(request));
    }
  }

  /** Used by JMH, which calls {@link #prepare()} before anything else. */
  @SuppressWarnings("NullAway.Init")
  public ExportBenchmark() {}

  /** Opens the repositories and takes a snapshot of each. */
  @Setup
  public void prepare() throws InterruptedException, IOException {
    small = Sample.of(SampleRepository.small());
    large = Sample.of(SampleRepository.open());
    parent = Files.createTempDirectory("loopgen-benchmark");
  }

  /** Removes what was measured. */
  @TearDown(Level.Invocation)
  public void remove() throws Exception {
    for (AutoCloseable one : made) {
      one.close();
    }
    made.clear();
  }

  /** Removes the directory around it. */
  @TearDown
  public void removeParent() throws IOException {
    Files.delete(parent);
  }

  /** An export of the judged tree of 10,000 files. */
  @Benchmark
  public Export export() throws InterruptedException {
    return export(small);
  }

  /** The reference of {@link #export()}. */
  @Benchmark
  public long gitWorktreeAdd() {
    return gitWorktreeAdd(small);
  }

  /** An export of the judged tree of 100,000 files. */
  @Benchmark
  public Export exportLarge() throws InterruptedException {
    return export(large);
  }

  /** The reference of {@link #exportLarge()}. */
  @Benchmark
  public long gitWorktreeAddLarge() {
    return gitWorktreeAdd(large);
  }

  private Export export(Sample sample) throws InterruptedException {
    GitTree tree = GitTreeHasher.of(SortedArrayMap.copyOf(sample.snapshot().entries()), List.of());
    Export export =
        Export.of(
            ExportFiles.of(sample.detector().reopened(), sample.base(), sample.snapshot(), tree),
            parent);
    made.add(export);
    return export;
  }

  private long gitWorktreeAdd(Sample sample) {
    String directory = parent.resolve("worktree").toString();
    made.add(() -> git(sample, "worktree", "remove", "--force", directory));
    return git(sample, "worktree", "add", "-q", "--detach", directory, "HEAD");
  }

  private static long git(Sample sample, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return BenchmarkProcesses.run(sample.root(), BenchmarkProcesses.Input.NONE, command);
  }
}
