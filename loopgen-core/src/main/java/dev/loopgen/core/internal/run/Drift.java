package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.Head;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What moved while the commands ran.
 *
 * @param failures what must not have moved
 * @param created untracked files that appeared
 * @param touched files that were written and hold what they held before
 */
record Drift(List<Failure> failures, List<RepoPath> created, List<RepoPath> touched) {

  Drift {
    failures = List.copyOf(failures);
    created = List.copyOf(created);
    touched = List.copyOf(touched);
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
    List<Failure> failures = new ArrayList<>();
    List<RepoPath> created = new ArrayList<>();
    for (PathChange change : moved) {
      boolean harmless = change.before() == null && !strict && guard.match(change.path()).isEmpty();
      if (harmless) {
        created.add(change.path());
      } else {
        failures.add(new Failure.TreeDrifted(change));
      }
    }
    addWatched(before, after, failures);
    addRepository(before.head(), after.head(), failures);
    List<RepoPath> touched = touched(before, after);
    for (RepoPath path : touched) {
      if (strict || underTest.contains(path)) {
        failures.add(
            new Failure.RepositoryDrifted(path + " was written and put back as it had been"));
      }
    }
    return new Drift(failures, created, touched);
  }

  private static void addWatched(TreeSnapshot before, TreeSnapshot after, List<Failure> failures) {
    Set<RepoPath> paths = new TreeSet<>(before.watched().keySet());
    paths.addAll(after.watched().keySet());
    for (RepoPath path : paths) {
      if (!Objects.equals(before.watched().get(path), after.watched().get(path))) {
        failures.add(new Failure.RepositoryDrifted("The guarded file " + path + " was changed"));
      }
    }
  }

  private static void addRepository(Head before, Head after, List<Failure> failures) {
    if (!Objects.equals(before.commit(), after.commit())) {
      failures.add(
          new Failure.RepositoryDrifted(
              "HEAD moved from " + before.commit() + " to " + after.commit()));
    } else if (!before.refsDigest().equals(after.refsDigest())) {
      failures.add(new Failure.RepositoryDrifted("Refs were changed"));
    }
  }

  private static List<RepoPath> touched(TreeSnapshot before, TreeSnapshot after) {
    List<RepoPath> touched = new ArrayList<>();
    before
        .stamps()
        .forEach(
            (path, stamp) -> {
              FileStamp now = after.stamps().get(path);
              if (now != null
                  && !now.equals(stamp)
                  && Objects.equals(before.entries().get(path), after.entries().get(path))
                  && Objects.equals(before.watched().get(path), after.watched().get(path))) {
                touched.add(path);
              }
            });
    Collections.sort(touched);
    return touched;
  }
}
