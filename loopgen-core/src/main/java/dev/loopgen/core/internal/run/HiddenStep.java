package dev.loopgen.core.internal.run;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.HiddenChecks;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.expectation.ChangeExpectation;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.tests.hidden.HiddenFiles;
import dev.loopgen.core.internal.tests.replay.TreeRun;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a change by checks that its author does not know, after every process of the author and of
 * the other commands has ended. One bit is all that leaves.
 */
final class HiddenStep {

  private HiddenStep() {}

  /**
   * Requires what hidden checks need, before anything is run.
   *
   * @throws dev.loopgen.api.LoopgenException if they are asked for and cannot judge this run
   */
  static void requirePossible(
      RunPipeline.Parts parts,
      RunRequest request,
      WorkTree workTree,
      ChangeExpectation expected,
      RunHistory history) {
    Optional<HiddenChecks> checks = parts.trust().hiddenChecks();
    if (checks.isEmpty()) {
      return;
    }
    if (parts.isolation().level() == Isolation.Level.NONE) {
      throw new IsolationException(
          "Hidden checks need isolation: without it, the code under test could keep what it reads."
              + " Nothing was run.");
    }
    if (request.dryRun()) {
      throw new RepositoryException(
          "Hidden checks need a run that is recorded, because their evaluations are counted.");
    }
    HiddenFiles.requireOutside(checks.get(), workTree);
    int evaluations =
        history.hiddenEvaluations(expected.spec().loop().id(), expected.base().treeId());
    if (evaluations >= checks.get().maxEvaluations()) {
      throw new RepositoryException(
          "The hidden checks judged changes of this base "
              + evaluations
              + " times, which is their limit. Write new ones, or raise the limit.");
    }
  }

  /**
   * Judges a tree.
   *
   * @param tree its files
   * @param known the tests that the change's own commands executed
   * @param trees runs the commands
   * @return whether the checks were run and everything passed
   */
  static boolean passes(
      HiddenChecks checks,
      PreparedRun run,
      NavigableMap<RepoPath, TreeEntry> tree,
      Set<TestId> known,
      TestTrees.WithoutNetwork trees)
      throws InterruptedException {
    Optional<TestRules> rules = run.spec().loop().tests();
    HiddenFiles files =
        HiddenFiles.read(checks, run.workTree(), rules.flatMap(TestRules::hidden).orElse(""));
    TreeRun judged = trees.run(files.clear(tree), files.files());
    Set<TestId> more = new HashSet<>(judged.executed());
    more.removeAll(known);
    boolean counted = rules.filter(it -> !it.reports().isEmpty()).isPresent();
    return !judged.verification().commands().isEmpty()
        && judged.failedCommands().isEmpty()
        && judged.failed().isEmpty()
        && judged.tests().problems().isEmpty()
        && judged.tests().unloaded().isEmpty()
        && !(counted && more.isEmpty());
  }
}
