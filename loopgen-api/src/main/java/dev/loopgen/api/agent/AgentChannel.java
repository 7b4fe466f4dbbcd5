package dev.loopgen.api.agent;

import dev.loopgen.api.json.Json;
import java.time.Duration;

/**
 * What is exchanged with the process of an agent: messages in lines of their own. What the agent
 * writes is bounded in the length of a line and in the whole. Not thread-safe.
 */
public interface AgentChannel {

  /**
   * Sends a message. Does not wait until the agent has read it.
   *
   * @param message the message
   * @throws dev.loopgen.api.ModelException if the agent left too much unread
   */
  void send(Json.Obj message);

  /**
   * Waits for the next line that is not blank. Blocks.
   *
   * @param limit how long to wait
   * @return the line without its end, as the agent wrote it
   * @throws dev.loopgen.api.ModelException if none comes in time, the agent has ended, or it wrote
   *     too much
   * @throws InterruptedException if the thread is interrupted
   */
  byte[] receive(Duration limit) throws InterruptedException;
}
