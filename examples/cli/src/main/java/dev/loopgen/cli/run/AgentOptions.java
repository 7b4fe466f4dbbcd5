package dev.loopgen.cli.run;

import dev.loopgen.adapters.acp.AcpAgent;
import dev.loopgen.api.agent.CodingAgent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a run in which a coding agent makes the change. */
final class AgentOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--agent-command",
      paramLabel = "COMMAND",
      description =
          "With --adapter acp: the command line that starts the agent, which speaks the Agent Client"
              + " Protocol on standard input and output.")
  private @Nullable String command;

  @Option(
      names = "--agent-env",
      paramLabel = "NAME",
      description =
          "Give the agent this environment variable although its value is secret, such as its key."
              + " May be given several times.")
  private List<String> variables = List.of();

  @Option(
      names = "--agent-writable",
      paramLabel = "PATH",
      description =
          "Let the agent read and write this path outside the work tree, such as its configuration."
              + " May be given several times.")
  private List<Path> writable = List.of();

  @Option(names = "--agent-offline", description = "Take the network away from the agent.")
  private boolean offline;

  /** Used by picocli. */
  AgentOptions() {}

  /**
   * Returns the agent that the options describe; empty if a model is to be asked.
   *
   * @param adapter what {@code --adapter} names, or null
   */
  Optional<CodingAgent> agent(@Nullable String adapter) {
    if (!AcpAgent.NAME.equals(adapter)) {
      if (command != null || !variables.isEmpty() || !writable.isEmpty() || offline) {
        throw bad(
            "--agent-command, --agent-env, --agent-writable and --agent-offline need --adapter acp");
      }
      return Optional.empty();
    }
    if (command == null) {
      throw bad("--adapter acp needs --agent-command COMMAND, which starts the agent");
    }
    try {
      AcpAgent.Builder agent = AcpAgent.builder(command);
      variables.forEach(agent::variable);
      writable.forEach(path -> agent.writable(path.toAbsolutePath().normalize()));
      return Optional.of(offline ? agent.withoutNetwork().build() : agent.build());
    } catch (IllegalArgumentException e) {
      throw bad("--agent-command: " + e.getMessage());
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
