package dev.loopgen.api.verify;

/**
 * Receives events and output of running commands.
 *
 * <p>Called from a verifier thread, one call at a time and in the order of events, possibly after a
 * delay. Exceptions are logged and change nothing. A blocking listener does not extend any time
 * limit. But while many calls are pending, no more output is read, so a command that fills its pipe
 * also blocks, up to its time limit. After the commands have ended, a listener that does not return
 * within the rest of the run's time limit and a short grace period is interrupted and not called
 * again.
 */
public interface CommandListener {

  /** A listener that ignores everything. */
  CommandListener NONE = new CommandListener() {};

  /**
   * A command is about to start.
   *
   * @param index the position of the command, from 0
   * @param command the command line
   */
  default void started(int index, String command) {}

  /**
   * A command wrote output.
   *
   * @param index the position of the command, from 0
   * @param text redacted output, standard output and standard error interleaved as they arrived;
   *     malformed bytes are replaced; may hold control characters
   */
  default void output(int index, String text) {}

  /**
   * A command ended.
   *
   * @param index the position of the command, from 0
   * @param result its result
   */
  default void ended(int index, CommandResult result) {}
}
