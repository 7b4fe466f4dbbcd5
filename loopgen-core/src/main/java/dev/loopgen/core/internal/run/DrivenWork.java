package dev.loopgen.core.internal.run;

import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.driven.confine.GuardedChanges;
import dev.loopgen.core.internal.driven.journal.RunStart;
import dev.loopgen.core.internal.guard.GuardedLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a model did before the change is judged.
 *
 * @param start the repository before it was first asked
 * @param run how it went
 * @param isolation the isolation that commands had meanwhile; empty if nobody knows it
 */
record DrivenWork(RunStart start, DrivenRun run, Optional<ReachedIsolation> isolation) {

  /** Tells whether the end of the model's work leaves a reason and the time to run commands. */
  boolean allowsCommands() {
    StopReason stop = run.stop();
    return !(stop instanceof StopReason.Interrupted
        || stop instanceof StopReason.TimeLimit
        || stop instanceof StopReason.Abandoned
        || stop instanceof StopReason.DryRun);
  }

  /** Returns the same work of a run that was interrupted afterwards. */
  DrivenWork interrupted() {
    return new DrivenWork(start, run.stoppedBy(new StopReason.Interrupted()), isolation);
  }

  /** Returns the results of commands that are not run any more. */
  VerificationResult notRun(List<String> commands) {
    String why = "the run ended before (" + run.stop().id() + ")";
    return new VerificationResult(
        commands.stream()
            .<CommandResult>map(command -> new CommandResult.NotRun(command, why))
            .toList(),
        isolation.orElse(ReachedIsolation.NONE));
  }

  /**
   * Adds the failures that come from the model's work, and says how it ended after all.
   *
   * @param after the tree that is judged
   * @param failures the failures of the judgement so far; more may be added
   */
  DrivenWork judged(TreeSnapshot after, GuardedLinks links, List<Failure> failures) {
    List<Failure> guarded = new ArrayList<>();
    addWatched(after, links, guarded);
    for (PathChange change : TreeSnapshot.changes(start.entries(), after.entries())) {
      GuardedChanges.reason(change.path())
          .ifPresent(
              reason ->
                  guarded.add(
                      new Failure.ForbiddenPath(
                          change.path().display(),
                          reason.id(),
                          "it was " + change.verb() + " while the model worked")));
    }
    failures.addAll(guarded);
    boolean forbidden =
        failures.stream().anyMatch(failure -> failure instanceof Failure.ForbiddenPath);
    StopReason stop = run.stop();
    if (stop instanceof StopReason.Verified && !failures.isEmpty()) {
      stop = forbidden ? new StopReason.Forbidden() : new StopReason.Refused();
    }
    if (!(stop instanceof StopReason.Verified)) {
      failures.add(new Failure.NotAchieved(stop));
    }
    return new DrivenWork(start, run.stoppedBy(stop), isolation);
  }

  /** Compares the guarded files that are not judged, such as ignored ones. */
  private void addWatched(TreeSnapshot after, GuardedLinks links, List<Failure> failures) {
    TreeSet<RepoPath> paths = new TreeSet<>(start.watched().keySet());
    paths.addAll(after.watched().keySet());
    for (RepoPath path : paths) {
      boolean same = Objects.equals(start.watched().get(path), after.watched().get(path));
      Optional<PathPattern> pattern =
          links.patterns().match(path).or(() -> links.patterns().matchThrough(path));
      if (!same && pattern.isPresent()) {
        failures.add(
            new Failure.ForbiddenPath(
                path.display(), pattern.get().text(), "it changed while the model worked"));
      }
    }
  }
}
