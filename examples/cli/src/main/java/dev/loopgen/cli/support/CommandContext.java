package dev.loopgen.cli.support;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Gives a command access to the command line that it belongs to. */
public final class CommandContext {

  private CommandContext() {}

  /** Returns the environment variables that a command reads. */
  public static Map<String, String> environment(CommandSpec command) {
    return ((EnvironmentSource) command.root().userObject()).environment();
  }

  /** Returns how a command colours what it prints. */
  public static Colours colours(CommandSpec command) {
    return Colours.of(environment(command), System.console() != null);
  }

  /** Returns the name of the class that starts the command line, for another process. */
  public static String mainClass(CommandSpec command) {
    return command.root().userObject().getClass().getName();
  }

  /** Reports an interruption and returns the exit code. */
  public static int interrupted(CommandLine command) {
    command.getErr().println("loopgen: interrupted; no entry was written.");
    return ExitCode.ERROR;
  }
}
