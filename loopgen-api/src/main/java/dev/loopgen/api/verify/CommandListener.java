package dev.loopgen.api.verify;

/**
 * Hears what commands do while they do it.
 *
 * <p>Called from a thread of the verifier, one call at a time and in the order of events; a call
 * may come after the event. A listener that throws is logged and changes nothing. One that blocks
 * extends no time limit, but while many calls wait for it no more output is read, so a command that
 * writes more than its pipe holds waits with it, up to the command's limit. When the commands have
 * ended, a listener that still does not return is given up after what is left of the run's limit
 * and a moment more; it is then interrupted and not called any more.
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
   * @param result how it ended
   */
  default void ended(int index, CommandResult result) {}
}
