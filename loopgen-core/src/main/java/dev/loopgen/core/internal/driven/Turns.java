package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.model.ModelServer;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Has the author of the change take one turn after the other. Not thread-safe. */
interface Turns extends Closeable {

  /**
   * Opens an attempt, and has the author act in it. The attempt stays open.
   *
   * @throws StoppedException if the author must not or cannot go on
   */
  void take(int number, Attempts attempts)
      throws StoppedException, InterruptedException, IOException;

  /** Finds out what the server says about itself, when no turn is taken any more. */
  void describe() throws InterruptedException;

  /** Returns what the server said about itself last. */
  ModelServer server();

  /** Returns what is known of an agent; empty for a model. */
  Optional<AgentAuthor> author();

  /** Tells whether the author can change files beside the actions that are recorded. */
  default boolean actsUnseen() {
    return author()
        .filter(known -> known.confinement() == AgentAuthor.Confinement.UNCONFINED)
        .isPresent();
  }
}
