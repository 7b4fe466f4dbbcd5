package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What changed while the commands ran.
 *
 * @param failures changes that fail the run
 * @param created untracked files that appeared
 * @param touched files that were rewritten with the same content, and directories that were moved
 *     or replaced and put back
 * @param linked files that only gained or lost a hard link
 * @param rewritten files that were rewritten, as the spec allows
 * @param outputs files left out of the tree, because the spec declares them as outputs
 * @param discarded new files that the commands left in an export, which are gone with it
 * @param refs the changes of HEAD and the refs
 */
record Drift(
    List<Failure> failures,
    List<RepoPath> created,
    List<RepoPath> touched,
    List<RepoPath> linked,
    List<RepoPath> rewritten,
    List<RepoPath> outputs,
    List<RepoPath> discarded,
    RefDrift refs) {

  Drift {
    failures = List.copyOf(failures);
    created = List.copyOf(created);
    touched = List.copyOf(touched);
    linked = List.copyOf(linked);
    rewritten = List.copyOf(rewritten);
    outputs = List.copyOf(outputs);
    discarded = List.copyOf(discarded);
  }

  /** Adds what the commands did to an export. */
  Drift and(ExportDrift export) {
    return new Drift(
        joined(failures, export.failures()),
        created,
        joined(touched, export.touched()),
        linked,
        joined(rewritten, export.rewritten()),
        joined(outputs, export.outputs()),
        joined(discarded, export.created()),
        refs);
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }

  /**
   * Compares the snapshots before and after the commands.
   *
   * @param moved the differences of their judged paths
   * @param underTest the paths of the change under test; touching one may mean that another file
   *     was tested
   * @param strict whether new files and any touched file fail the run
   * @param outputs the files left out of the later snapshot
   * @param refs compared beforehand, because that may have to resolve the base again
   */
  static Drift between(
      TreeSnapshot before,
      TreeSnapshot after,
      List<PathChange> moved,
      PathPatterns guard,
      Set<RepoPath> underTest,
      boolean strict,
      DeclaredRewrites rewrites,
      List<RepoPath> outputs,
      RefDrift refs) {
    DriftFinder finder = new DriftFinder(guard, strict, rewrites);
    finder.compare(null, before, after, moved, underTest);
    return finder.drift(outputs, refs);
  }
}
