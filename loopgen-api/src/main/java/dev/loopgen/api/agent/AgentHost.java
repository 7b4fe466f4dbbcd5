package dev.loopgen.api.agent;

/**
 * Carries out what an agent asks for, within the bounds of a driven run, and records each request.
 * Paths are as the agent wrote them. Not thread-safe.
 *
 * <p>A method may throw an unchecked exception of the host's own when the run is over; whoever
 * calls it passes it on and asks for nothing more.
 */
public interface AgentHost {

  /**
   * Reads a file.
   *
   * @param path the file
   * @return its text without secrets, or why not
   * @throws InterruptedException if the thread is interrupted
   */
  AgentAnswer read(String path) throws InterruptedException;

  /**
   * Writes a file.
   *
   * @param path the file
   * @param content the whole new content
   * @return whether it was written
   * @throws InterruptedException if the thread is interrupted
   */
  AgentAnswer write(String path, String content) throws InterruptedException;

  /**
   * Runs a command and waits for it.
   *
   * @param command the command line
   * @return how it ended, or why it was not run
   * @throws InterruptedException if the thread is interrupted
   */
  AgentAnswer run(String command) throws InterruptedException;

  /**
   * Tells whether a file could be read. Reads nothing.
   *
   * @param path the file
   * @return yes, or why not
   * @throws InterruptedException if the thread is interrupted
   */
  AgentAnswer mayRead(String path) throws InterruptedException;

  /**
   * Tells whether a file could be written. Writes nothing.
   *
   * @param path the file
   * @return yes, or why not
   * @throws InterruptedException if the thread is interrupted
   */
  AgentAnswer mayWrite(String path) throws InterruptedException;

  /**
   * Tells whether a command could be run. Runs nothing.
   *
   * @param command the command line
   * @return yes, or why not
   * @throws InterruptedException if the thread is interrupted
   */
  AgentAnswer mayRun(String command) throws InterruptedException;

  /**
   * Records a request that cannot be checked before it is done, and is therefore refused.
   *
   * @param subject what it is about, in the agent's words
   * @return why not
   * @throws InterruptedException if the thread is interrupted
   */
  AgentAnswer refuse(String subject) throws InterruptedException;
}
