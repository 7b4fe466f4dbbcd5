package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.FileStamp;
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
 * @param rewritten likewise, where the spec says that the commands do so
 * @param outputs the files left out of the tree, because the spec says that the commands leave them
 * @param refs what became of HEAD and the refs
 */
record Drift(
    List<Failure> failures,
    List<RepoPath> created,
    List<RepoPath> touched,
    List<RepoPath> rewritten,
    List<RepoPath> outputs,
    RefDrift refs) {

  Drift {
    failures = List.copyOf(failures);
    created = List.copyOf(created);
    touched = List.copyOf(touched);
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
      Rewrites rewrites,
      List<RepoPath> outputs,
      RefDrift refs) {
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
    failures.addAll(refs.failures());
    List<RepoPath> touched = new ArrayList<>();
    List<RepoPath> rewritten = new ArrayList<>();
    for (RepoPath path : touched(before, after)) {
      boolean declared = rewrites.allow(path) && guard.match(path).isEmpty();
      (declared ? rewritten : touched).add(path);
      if (strict || underTest.contains(path) && !declared) {
        failures.add(
            after.watched().containsKey(path)
                ? new Failure.RepositoryDrifted(path + " was written and put back as it had been")
                : rewrites.refusal(path));
      }
    }
    return new Drift(failures, created, touched, rewritten, outputs, refs);
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
