package dev.loopgen.api.agent;

import dev.loopgen.api.model.ModelIdentity;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A coding agent: a program that works on a project by itself and asks its client for files and
 * commands. It does not start the program; whoever drives it does, confined, and hands over a
 * channel.
 *
 * <p>Implementers owe: they speak the agent's protocol and touch no file and start no process
 * themselves; everything that the agent asks for goes to the {@link AgentHost}; no key appears in a
 * message, in {@code toString()} or in a log. Thread-safe; its sessions need not be.
 */
public interface CodingAgent {

  /**
   * Returns which agent it is, without starting it. Does not block.
   *
   * @return the protocol as the adapter, the agent as the user named it, and no address; free of
   *     secrets
   */
  ModelIdentity identity();

  /**
   * Returns what to start, and what its process needs.
   *
   * @return the launch
   */
  AgentLaunch launch();

  /**
   * Starts a session with an agent that was started. Blocks.
   *
   * @param channel what is exchanged with its process
   * @param project the project's directory as the agent sees it, absolute and without links
   * @param limit how long it may take
   * @return the session; it ends with the process
   * @throws dev.loopgen.api.ModelException if the agent does not answer, or not as the protocol
   *     says
   * @throws InterruptedException if the thread is interrupted
   */
  AgentSession open(AgentChannel channel, Path project, Duration limit) throws InterruptedException;
}
