package dev.loopgen.core.internal.driven;

import dev.loopgen.api.agent.AgentLaunch;
import dev.loopgen.api.driven.DrivenListener;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.exec.AgentProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a driven run uses of the run that it is a part of. */
public interface Surroundings {

  /** Takes a snapshot of the work tree, reusing what is known from the last one. */
  TreeSnapshot look() throws InterruptedException;

  /**
   * Runs commands as the judge does, in the same isolation. Returns when their processes have
   * ended.
   *
   * @param now the tree that they run on
   * @param limit the time limit of all of them together
   */
  VerificationResult run(List<String> commands, TreeSnapshot now, Duration limit)
      throws InterruptedException;

  /**
   * Runs the loop's commands like {@link #run}, and reads which tests failed.
   *
   * @param now the tree that they run on
   * @param limit the time limit of all of them together
   */
  CheckResults check(TreeSnapshot now, Duration limit) throws InterruptedException;

  /**
   * Starts an agent: in a sandbox where the work tree cannot be written to, unless the run has no
   * isolation at all.
   *
   * @throws dev.loopgen.api.IsolationException if it cannot be isolated
   */
  AgentProcess start(AgentLaunch launch) throws InterruptedException;

  /** Removes secrets from a text that is to leave this machine. */
  String redact(String text);

  /** Returns the time. */
  Instant now();

  /** Returns who is told of the progress. */
  DrivenListener listener();
}
