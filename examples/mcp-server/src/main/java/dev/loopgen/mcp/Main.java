package dev.loopgen.mcp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import picocli.CommandLine;

/** Starts the server. */
public final class Main {

  private Main() {}

  /**
   * Serves a project.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    OutputStream protocol = new FileOutputStream(FileDescriptor.out);
    boolean help = Arrays.stream(arguments).anyMatch(it -> it.matches("-h|--help|-V|--version"));
    if (!help) {
      // Whatever a library prints must not reach the client.
      System.setOut(System.err);
    }
    ServerCommand command = new ServerCommand(System.in, protocol, System.err, System.getenv());
    System.exit(new CommandLine(command).execute(arguments));
  }
}
