package dev.loopgen.adapters.hooks;

import java.nio.file.Path;
import java.util.Optional;

/** What a hook asks of the project that an agent works in. Calls may block. */
public interface HookedProject {

  /**
   * Returns the directory that relative paths of tools start from, where the agent names none.
   *
   * @return an absolute path
   */
  Path directory();

  /**
   * Says why a file should be left alone.
   *
   * @param file an absolute path; it need not exist
   * @return a clause for people and models; empty if nothing is known against writing it
   */
  Optional<Protection> protection(Path file);

  /**
   * Says what is known about the tree, and runs the loop if nothing is.
   *
   * @return the verdict, positive only from positive facts; never later than the agent waits
   * @throws InterruptedException if the thread is interrupted
   */
  StopVerdict verdict() throws InterruptedException;

  /**
   * Counts entries that are those of failed runs of the loop in an intact ledger, since the last
   * one that passed. What is remembered may have been tampered with, so only such entries count as
   * blocks.
   *
   * @param blocks what was remembered
   * @return how many of its distinct entries are
   */
  int failedRuns(StopBlocks blocks);

  /**
   * Recalls the blocks of a session.
   *
   * @param session the session, any text
   * @return the blocks; none if there is no record or it cannot be read
   */
  StopBlocks recall(String session);

  /**
   * Remembers the blocks of a session.
   *
   * @param session the session, any text
   * @param blocks its blocks
   * @return whether that was written
   */
  boolean remember(String session, StopBlocks blocks);

  /**
   * A reason to leave a file alone.
   *
   * @param reason a clause for people and models
   * @param forReading whether it should not be named in a command that only reads either
   */
  record Protection(String reason, boolean forReading) {}
}
