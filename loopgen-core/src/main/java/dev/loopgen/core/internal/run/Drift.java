package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import java.util.List;
import java.util.Set;

/**
 * What moved while the commands ran.
 *
 * @param failures what must not have moved
 * @param created untracked files that appeared
 * @param touched files that were written and hold what they held before, and directories that were
 *     moved or replaced and put back
 * @param linked files that only gained or lost other names
 * @param rewritten files that were written again, where the spec says that the commands do so
 * @param outputs the files left out of the tree, because the spec says that the commands leave them
 * @param refs what became of HEAD and the refs
 */
record Drift(
    List<Failure> failures,
    List<RepoPath> created,
    List<RepoPath> touched,
    List<RepoPath> linked,
    List<RepoPath> rewritten,
    List<RepoPath> outputs,
    RefDrift refs) {

  Drift {
    failures = List.copyOf(failures);
    created = List.copyOf(created);
    touched = List.copyOf(touched);
    linked = List.copyOf(linked);
    rewritten = List.copyOf(rewritten);
    outputs = List.copyOf(outputs);
  }

  /**
   * Compares the snapshots around the commands.
   *
   * @param moved how their judged paths differ
   * @param underTest the paths of the change under test: to touch one of them is to swap what is
   *     tested
   * @param strict whether new files and any touched file fail the run
   * @param outputs what was left out of the later one
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
