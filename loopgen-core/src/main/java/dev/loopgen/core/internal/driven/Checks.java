package dev.loopgen.core.internal.driven;

import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.driven.confine.Confinement;
import dev.loopgen.core.internal.driven.progress.FailureDigest;
import java.time.Duration;
import java.time.Instant;

/**
 * The results of the loop's commands after an attempt.
 *
 * @param results how they ended, and which tests failed
 * @param tree the tree afterwards
 * @param took how long they took
 */
record Checks(CheckResults results, TreeSnapshot tree, Duration took) {

  /** Runs the commands and looks at the tree afterwards. */
  static Checks run(Surroundings surroundings, Confinement confinement, DrivenBudget budget)
      throws InterruptedException, StoppedException {
    Instant start = surroundings.now();
    CheckResults results = surroundings.check(confinement.lastSeen(), budget.timeLeft());
    TreeSnapshot tree = surroundings.look();
    confinement.seen(tree);
    return new Checks(results, tree, Duration.between(start, surroundings.now()));
  }

  /** Returns how the commands ended. */
  VerificationResult result() {
    return results.verification();
  }

  /** Returns the digest of what they said. */
  String failures() {
    StringBuilder output = new StringBuilder();
    for (CommandResult command : result().commands()) {
      if (!command.passed()) {
        output.append(command.command()).append('\n');
        command.output().ifPresent(text -> output.append(text.tail()).append('\n'));
      }
    }
    results
        .failedTests()
        .forEach(
            test -> output.append(test.name()).append('\n').append(test.problem()).append('\n'));
    return FailureDigest.of(output.toString());
  }
}
