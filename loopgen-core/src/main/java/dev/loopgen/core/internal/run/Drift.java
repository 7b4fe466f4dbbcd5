package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.Head;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What moved while the commands ran.
 *
 * @param failures what must not have moved
 * @param created untracked files that appeared
 * @param touched files that were written and hold what they held before, and directories that were
 *     moved or replaced and put back
 * @param linked files that only gained or lost other names
 */
record Drift(
    List<Failure> failures, List<RepoPath> created, List<RepoPath> touched, List<RepoPath> linked) {

  Drift {
    failures = List.copyOf(failures);
    created = List.copyOf(created);
    touched = List.copyOf(touched);
    linked = List.copyOf(linked);
  }

  /**
   * Compares the snapshots around the commands.
   *
   * @param moved how their judged paths differ
   * @param underTest the paths of the change under test: to touch one of them is to swap what is
   *     tested
   * @param strict whether new files and any touched file fail the run
   */
  static Drift between(
      TreeSnapshot before,
      TreeSnapshot after,
      List<PathChange> moved,
      PathPatterns guard,
      Set<RepoPath> underTest,
      boolean strict) {
    DriftFinder finder = new DriftFinder(guard, strict);
    finder.compare(null, before, after, moved, underTest);
    addRepository(before.head(), after.head(), finder);
    return finder.drift();
  }

  private static void addRepository(Head before, Head after, DriftFinder finder) {
    if (!Objects.equals(before.commit(), after.commit())) {
      finder.fail("HEAD moved from " + before.commit() + " to " + after.commit());
    } else if (!before.refsDigest().equals(after.refsDigest())) {
      finder.fail("Refs were changed");
    }
  }
}
