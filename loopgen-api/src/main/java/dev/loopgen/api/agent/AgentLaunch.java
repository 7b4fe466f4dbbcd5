package dev.loopgen.api.agent;

import dev.loopgen.api.isolation.Isolation.Network;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/**
 * How the process of an agent is started. Unless the run has no isolation at all, it runs in a
 * sandbox in which the work tree cannot be written to.
 *
 * @param command the command line for the platform's shell, which starts the agent in the project
 * @param variables the names of variables that the agent gets although their values are secret, for
 *     example that of its key; signing credentials are never among them
 * @param writable the files and directories outside the work tree that the agent may read and
 *     write, such as its configuration; absolute
 * @param network the network that the agent gets
 */
public record AgentLaunch(
    String command, Set<String> variables, Set<Path> writable, Network network) {

  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if the command is blank, or a path is not absolute
   */
  public AgentLaunch {
    Objects.requireNonNull(network);
    variables = Set.copyOf(variables);
    writable = Set.copyOf(writable);
    if (command.isBlank()) {
      throw new IllegalArgumentException("the command of the agent is blank");
    }
    for (Path path : writable) {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException(path + " is not absolute");
      }
    }
  }
}
