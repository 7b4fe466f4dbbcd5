package dev.loopgen.core.internal.guard;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.command.BaseFiles;
import dev.loopgen.core.internal.command.CommandSources;
import dev.loopgen.core.internal.command.CommandSources.Edit;
import dev.loopgen.core.internal.command.TreeFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The edits that a change makes to the files its commands depend on. A change must not edit its own
 * check.
 *
 * @param failures unexplained edits of files that decide a command's outcome
 * @param buildFiles edits of build files, which often change for other reasons
 * @param unresolved what could not be resolved about a command, one sentence each
 */
public record CommandFileCheck(
    List<Failure.CommandFileChanged> failures, List<Edit> buildFiles, List<String> unresolved) {

  private static final int MAX_UNRESOLVED = 5;

  public CommandFileCheck {
    failures = List.copyOf(failures);
    buildFiles = List.copyOf(buildFiles);
    unresolved = List.copyOf(unresolved);
  }

  /**
   * Finds the edits.
   *
   * @param tree the tree that the commands run on
   * @param changes how it differs from the base
   * @param configures tells further files that runners of tests read unasked
   */
  public static CommandFileCheck of(
      LoopSpec loop,
      TreeSnapshot tree,
      List<PathChange> changes,
      Base base,
      WorkTree workTree,
      Acknowledgements reviewed,
      Predicate<RepoPath> configures) {
    if (base.rule() == Base.Rule.NO_COMMIT) {
      return new CommandFileCheck(List.of(), List.of(), List.of());
    }
    CommandSources sources =
        CommandSources.of(loop, workTree, new BaseFiles(base), new TreeFiles(tree, base, workTree));
    GuardExplanations explanations = new GuardExplanations(base, reviewed);
    List<Failure.CommandFileChanged> failures = new ArrayList<>();
    List<Edit> buildFiles = new ArrayList<>();
    for (PathChange change : changes) {
      sources
          .edit(change)
          .or(() -> configuration(change.path(), loop, configures))
          .filter(edit -> !explanations.explain(change.path(), change.after()))
          .ifPresent(
              edit -> {
                if (edit.decisive()) {
                  failures.add(
                      new Failure.CommandFileChanged(edit.path(), edit.part(), edit.command()));
                } else {
                  buildFiles.add(edit);
                }
              });
    }
    return new CommandFileCheck(failures, buildFiles, sentences(sources.unresolved()));
  }

  private static Optional<Edit> configuration(
      RepoPath path, LoopSpec loop, Predicate<RepoPath> configures) {
    return configures.test(path) && !loop.commands().isEmpty()
        ? Optional.of(new Edit(path, "", loop.commands().get(0), true))
        : Optional.empty();
  }

  /**
   * Returns this check with failures that something else made harmless as warnings.
   *
   * @param harmless tells the files
   */
  public CommandFileCheck excusing(Predicate<RepoPath> harmless) {
    List<Failure.CommandFileChanged> rest = new ArrayList<>(failures);
    List<Edit> excused = new ArrayList<>(buildFiles);
    rest.removeIf(
        failure -> {
          boolean excuses = harmless.test(failure.path());
          if (excuses) {
            excused.add(new Edit(failure.path(), failure.part(), failure.command(), false));
          }
          return excuses;
        });
    return new CommandFileCheck(rest, excused, unresolved);
  }

  private static List<String> sentences(Map<String, Set<String>> unresolved) {
    List<String> sentences = new ArrayList<>();
    unresolved.forEach(
        (command, clauses) -> {
          if (!clauses.isEmpty()) {
            List<String> some = clauses.stream().limit(MAX_UNRESOLVED).toList();
            sentences.add(
                "Not every file that `"
                    + command
                    + "` depends on could be found, so not all are watched: "
                    + String.join("; ", some)
                    + (clauses.size() > MAX_UNRESOLVED ? "; and more" : "")
                    + ".");
          }
        });
    return sentences;
  }

  /** Returns a sentence for each edited build file. */
  public List<String> describedBuildFiles() {
    return buildFiles.stream()
        .map(
            edit ->
                "The change edits "
                    + edit.path()
                    + ", a build file of `"
                    + edit.command()
                    + "`, so what that command checks may have changed.")
        .toList();
  }

  /** Returns the warnings: a sentence for each thing that does not fail a run. */
  public List<String> warnings() {
    List<String> all = new ArrayList<>(describedBuildFiles());
    all.addAll(unresolved);
    return all;
  }
}
