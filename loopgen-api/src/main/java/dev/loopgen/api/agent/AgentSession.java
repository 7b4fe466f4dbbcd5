package dev.loopgen.api.agent;

import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelServer;
import java.time.Duration;

/** A conversation with an agent, in which it remembers the earlier turns. Not thread-safe. */
public interface AgentSession {

  /**
   * Returns what the agent says about itself.
   *
   * @return its claims; a part that it does not tell is absent
   */
  ModelServer server();

  /**
   * Has the agent take a turn, and waits until it ends. Blocks.
   *
   * <p>A turn that is not over in time, or whose thread is interrupted, is cancelled; nothing more
   * is asked of the host then.
   *
   * @param prompt what the agent is told
   * @param host carries out or refuses what it asks for, on the calling thread
   * @param listener receives what it says as it arrives
   * @param limit how long the turn may take
   * @return the turn
   * @throws dev.loopgen.api.ModelException if the turn does not end as the protocol says
   * @throws InterruptedException if the thread is interrupted
   */
  AgentTurn prompt(String prompt, AgentHost host, ModelListener listener, Duration limit)
      throws InterruptedException;
}
