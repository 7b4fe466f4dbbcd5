package dev.loopgen.core.internal.rules;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRule;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds changes of files that a command names literally: a check must not be edited by what it
 * checks.
 */
public final class CommandFiles {

  private CommandFiles() {}

  /** Returns a failure for each such change that nothing explains. */
  public static List<Failure> changed(
      LoopSpec loop,
      List<PathChange> changes,
      Base base,
      WorkTree workTree,
      Acknowledgements reviewed) {
    if (base.rule() == BaseRule.NO_COMMIT) {
      return List.of();
    }
    Explanations explanations = new Explanations(base, reviewed);
    Map<RepoPath, String> named = named(loop, workTree);
    List<Failure> failures = new ArrayList<>();
    for (PathChange change : changes) {
      String command = named.get(change.path());
      if (command != null && !explanations.explain(change.path(), change.after())) {
        failures.add(new Failure.CommandFileChanged(change.path(), command));
      }
    }
    return failures;
  }

  private static Map<RepoPath, String> named(LoopSpec loop, WorkTree workTree) {
    Map<RepoPath, String> named = new HashMap<>();
    for (String command : loop.commands()) {
      for (String word : command.split("[\\s;|&()<>=\"'`$]+")) {
        String path = word.startsWith("./") ? word.substring(2) : word;
        boolean plain =
            !path.isEmpty()
                && !path.startsWith("/")
                && !path.endsWith("/")
                && path.indexOf('\0') < 0;
        if (plain) {
          named.putIfAbsent(workTree.inProject(path), command);
        }
      }
    }
    return named;
  }
}
