package dev.loopgen.api.verify;

/**
 * Hears what commands do while they do it.
 *
 * <p>Called from the verifier's threads, one call at a time. A listener that throws is logged and
 * changes nothing; one that blocks delays only the reading of output, never a time limit.
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
