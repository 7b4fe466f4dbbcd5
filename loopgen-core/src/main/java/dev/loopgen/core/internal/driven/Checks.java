package dev.loopgen.core.internal.driven;

import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.driven.progress.FailureDigest;
import java.time.Duration;

/**
 * The results of commands.
 *
 * @param results how they ended, and which tests failed
 * @param tree the tree afterwards
 * @param took how long they took
 */
record Checks(CheckResults results, TreeSnapshot tree, Duration took) {

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
