package dev.loopgen.mcp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The server as a process of its own. */
final class ServerProcess {

  private ServerProcess() {}

  /** Returns the command that serves a project. */
  static List<String> command(McpProject project, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(options));
    command.add(project.directory().toString());
    return command;
  }
}
