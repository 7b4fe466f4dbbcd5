package dev.loopgen.api.agent;

import dev.loopgen.api.json.Json;
import java.time.Duration;

/**
 * Messages to and from the process of an agent: JSON objects, each in a line of its own. What the
 * agent sends is bounded in the length of a line and in the whole. Not thread-safe.
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
   * Waits for the next message. Blocks.
   *
   * @param limit how long to wait
   * @return the message
   * @throws dev.loopgen.api.ModelException if none comes in time, the agent has ended, or what it
   *     sends is too large or no JSON object
   * @throws InterruptedException if the thread is interrupted
   */
  Json.Obj receive(Duration limit) throws InterruptedException;
}
