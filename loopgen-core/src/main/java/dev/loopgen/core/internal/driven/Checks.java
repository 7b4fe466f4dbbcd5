package dev.loopgen.core.internal.driven;

import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.driven.progress.FailureDigest;
import java.time.Duration;

/**
 * The results of commands.
 *
 * @param result how they ended
 * @param tree the tree afterwards
 * @param took how long they took
 */
record Checks(VerificationResult result, TreeSnapshot tree, Duration took) {

  /** Returns the digest of what they said. */
  String failures() {
    StringBuilder output = new StringBuilder();
    for (CommandResult command : result.commands()) {
      if (!command.passed()) {
        output.append(command.command()).append('\n');
        command.output().ifPresent(text -> output.append(text.tail()).append('\n'));
      }
    }
    return FailureDigest.of(output.toString());
  }
}
