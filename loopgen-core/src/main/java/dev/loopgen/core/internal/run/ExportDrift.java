package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.export.OverlayWrites;
import dev.loopgen.core.internal.export.OverlayWrites.Touched;
import dev.loopgen.core.internal.tree.DeclaredOutputs;
import java.util.ArrayList;
import java.util.List;

/**
 * What the commands did to an export. Every judged file that they wrote fails the run, even if it
 * was restored; the work tree does not show it.
 *
 * @param failures changes that fail the run
 * @param touched files that were restored
 * @param rewritten files that were restored, as the spec allows
 * @param created new files that are neither ignored nor outputs
 * @param outputs new files that the spec declares
 */
record ExportDrift(
    List<Failure> failures,
    List<RepoPath> touched,
    List<RepoPath> rewritten,
    List<RepoPath> created,
    List<RepoPath> outputs) {

  /** Nothing, as without an export. */
  static final ExportDrift NONE =
      new ExportDrift(List.of(), List.of(), List.of(), List.of(), List.of());

  ExportDrift {
    failures = List.copyOf(failures);
    touched = List.copyOf(touched);
    rewritten = List.copyOf(rewritten);
    created = List.copyOf(created);
    outputs = List.copyOf(outputs);
  }

  /**
   * Judges what was written.
   *
   * @param writes what was written, including the ignored files that the guard names
   * @param over whether no process of the commands is left, which could write more
   * @param strict whether new files fail the run
   */
  static ExportDrift of(
      OverlayWrites writes,
      boolean over,
      PathPatterns guard,
      boolean strict,
      DeclaredRewrites rewrites,
      DeclaredOutputs declared) {
    List<Failure> failures = new ArrayList<>();
    if (!over) {
      failures.add(
          new Failure.RepositoryDrifted("A process that was left could write to the export"));
    }
    List<RepoPath> touched = new ArrayList<>();
    List<RepoPath> rewritten = new ArrayList<>();
    writes
        .touched()
        .forEach(
            (path, how) -> {
              boolean allowed = rewrites.allow(path) && guard.match(path).isEmpty();
              if (how.kind() != OverlayWrites.Kind.RESTORED) {
                failures.add(new Failure.TreeDrifted(change(path, how)));
              } else if (allowed && !strict) {
                rewritten.add(path);
              } else {
                touched.add(path);
                failures.add(rewrites.refusal(path));
              }
            });
    List<RepoPath> created = new ArrayList<>();
    List<RepoPath> outputs = new ArrayList<>();
    for (RepoPath path : writes.created()) {
      if (guard.match(path).isPresent()) {
        failures.add(new Failure.RepositoryDrifted("The guarded file " + path + " was created"));
      } else if (declared.isOutput(path)) {
        outputs.add(path);
      } else {
        created.add(path);
        if (strict) {
          failures.add(new Failure.RepositoryDrifted("The file " + path + " was created"));
        }
      }
    }
    for (RepoPath path : writes.ignored()) {
      if (guard.match(path).isPresent()) {
        failures.add(new Failure.RepositoryDrifted("The guarded file " + path + " was created"));
      }
    }
    return new ExportDrift(failures, touched, rewritten, created, outputs);
  }

  private static PathChange change(RepoPath path, Touched how) {
    return new PathChange(path, how.before(), how.after());
  }
}
