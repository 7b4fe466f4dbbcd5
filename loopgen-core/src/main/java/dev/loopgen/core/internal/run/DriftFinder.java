package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares two snapshots of a repository, and of the repositories inside it. */
final class DriftFinder {

  private final PathPatterns guard;
  private final boolean strict;
  private final DeclaredRewrites rewrites;
  private final List<Failure> failures = new ArrayList<>();
  private final List<RepoPath> created = new ArrayList<>();
  private final List<RepoPath> touched = new ArrayList<>();
  private final List<RepoPath> linked = new ArrayList<>();
  private final List<RepoPath> rewritten = new ArrayList<>();

  /**
   * @param strict whether new files and any touched file fail the run
   * @param rewrites the files that the commands may rewrite
   */
  DriftFinder(PathPatterns guard, boolean strict, DeclaredRewrites rewrites) {
    this.guard = guard;
    this.strict = strict;
    this.rewrites = rewrites;
  }

  Drift drift(List<RepoPath> outputs, RefDrift refs) {
    Collections.sort(touched);
    Collections.sort(rewritten);
    failures.addAll(refs.failures());
    return new Drift(failures, created, touched, linked, rewritten, outputs, List.of(), refs);
  }

  void fail(String what) {
    failures.add(new Failure.RepositoryDrifted(what));
  }

  /**
   * Compares everything except the heads.
   *
   * @param outer the path of the repository in the outermost one, or null for the outermost
   * @param moved the differences of the judged paths
   * @param underTest the paths of the change under test
   */
  void compare(
      @Nullable RepoPath outer,
      TreeSnapshot before,
      TreeSnapshot after,
      List<PathChange> moved,
      Set<RepoPath> underTest) {
    moved.forEach(change -> addMoved(outer, change));
    addWatched(before, after);
    CheckoutDrift.between(before.checkout(), after.checkout())
        .forEach(how -> fail(outer == null ? how : how + " in " + outer));
    addTouched(outer, before, after, underTest);
    before
        .nested()
        .forEach(
            (path, inner) -> compareInner(outer, path, inner, after, underTest.contains(path)));
  }

  private void compareInner(
      @Nullable RepoPath outer,
      RepoPath path,
      TreeSnapshot before,
      TreeSnapshot outerAfter,
      boolean underTest) {
    RepoPath joined = join(outer, path);
    TreeSnapshot after = outerAfter.nested().get(path);
    if (after != null) {
      Set<RepoPath> changed =
          underTest ? before.entries().keySet() : before.contentSha256().keySet();
      compare(joined, before, after, after.changesSince(before), changed);
    } else if (outerAfter.entries().containsKey(path)) {
      fail("The inner repository " + joined + " can no longer be read");
    }
  }

  private void addMoved(@Nullable RepoPath outer, PathChange change) {
    RepoPath path = join(outer, change.path());
    boolean harmless = change.before() == null && !strict && guard.match(path).isEmpty();
    if (harmless) {
      created.add(path);
    } else {
      failures.add(new Failure.TreeDrifted(new PathChange(path, change.before(), change.after())));
    }
  }

  private void addWatched(TreeSnapshot before, TreeSnapshot after) {
    addWatched(before.watched(), after.watched(), "The guarded file ");
    addWatched(before.filtered(), after.filtered(), "The filtered file ");
  }

  private void addWatched(Map<RepoPath, ?> before, Map<RepoPath, ?> after, String kind) {
    Set<RepoPath> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    for (RepoPath path : paths) {
      if (!Objects.equals(before.get(path), after.get(path))) {
        fail(kind + path + " was changed");
      }
    }
  }

  private void addTouched(
      @Nullable RepoPath outer, TreeSnapshot before, TreeSnapshot after, Set<RepoPath> underTest) {
    for (RepoPath path : writtenAgain(outer, before, after)) {
      addWrittenAgain(
          join(outer, path), underTest.contains(path), after.watched().containsKey(path));
    }
    DirectoryDrift directories = new DirectoryDrift(before, after);
    for (RepoPath path : directories.inside()) {
      boolean holdsTested = underTest.stream().anyMatch(tested -> tested.isBelow(path));
      addMovedDirectory(join(outer, path), holdsTested);
    }
    Stream<Path> roots = directories.above().stream();
    roots
        .limit(outer == null ? Long.MAX_VALUE : 1)
        .forEach(path -> fail("The directory " + path + " was moved or replaced"));
  }

  private void addWrittenAgain(RepoPath path, boolean underTest, boolean watched) {
    boolean declared = rewrites.allow(path) && guard.match(path).isEmpty();
    (declared ? rewritten : touched).add(path);
    if (strict || underTest && !declared) {
      if (watched) {
        fail(path + " was written and put back as it had been");
      } else {
        failures.add(rewrites.refusal(path));
      }
    }
  }

  private void addMovedDirectory(RepoPath path, boolean holdsTested) {
    touched.add(path);
    if (strict || holdsTested) {
      fail(path + ", a directory, was moved and put back as it had been");
    }
  }

  /** Adds files that differ only in their timestamps. */
  private List<RepoPath> writtenAgain(
      @Nullable RepoPath outer, TreeSnapshot before, TreeSnapshot after) {
    List<RepoPath> again = new ArrayList<>();
    before
        .stamps()
        .forEach(
            (path, stamp) -> {
              FileStamp now = after.stamps().get(path);
              if (now != null && !now.equals(stamp) && isSame(path, before, after)) {
                if (stamp.isRelinked(now) && !strict) {
                  linked.add(join(outer, path));
                } else {
                  again.add(path);
                }
              }
            });
    return again;
  }

  private static boolean isSame(RepoPath path, TreeSnapshot before, TreeSnapshot after) {
    return Objects.equals(before.entries().get(path), after.entries().get(path))
        && Objects.equals(before.watched().get(path), after.watched().get(path));
  }

  private static RepoPath join(@Nullable RepoPath outer, RepoPath inner) {
    if (outer == null) {
      return inner;
    }
    byte[] joined = new byte[outer.length() + 1 + inner.length()];
    System.arraycopy(outer.bytes(), 0, joined, 0, outer.length());
    joined[outer.length()] = '/';
    System.arraycopy(inner.bytes(), 0, joined, outer.length() + 1, inner.length());
    return RepoPath.of(joined);
  }
}
