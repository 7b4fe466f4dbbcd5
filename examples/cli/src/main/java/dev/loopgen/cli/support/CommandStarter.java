package dev.loopgen.cli.support;

import java.io.PrintWriter;

/** The root command, which can start another of its commands. */
public interface CommandStarter {

  /**
   * Executes a command in this process.
   *
   * @param out receives what it prints
   * @param err receives its messages
   * @param arguments the command and its arguments
   * @return its exit code
   */
  int execute(PrintWriter out, PrintWriter err, String... arguments);
}
