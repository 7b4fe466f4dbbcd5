package dev.loopgen.adapters.acp;

import dev.loopgen.api.agent.AgentChannel;
import dev.loopgen.api.agent.AgentLaunch;
import dev.loopgen.api.agent.AgentSession;
import dev.loopgen.api.agent.CodingAgent;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.model.ModelIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A coding agent that speaks version 1 of the Agent Client Protocol over its standard input and
 * output, such as {@code gemini --experimental-acp}. Immutable.
 *
 * <pre>{@code
 * CodingAgent agent =
 *     AcpAgent.builder("gemini --experimental-acp")
 *         .variable("GEMINI_API_KEY")
 *         .writable(Path.of(System.getProperty("user.home"), ".gemini"))
 *         .build();
 * }</pre>
 */
public final class AcpAgent implements CodingAgent {

  /** The name of the adapter in entries. */
  public static final String NAME = "acp";

  private final AgentLaunch launch;

  private AcpAgent(AgentLaunch launch) {
    this.launch = launch;
  }

  /**
   * Starts to describe an agent.
   *
   * @param command the command line for the platform's shell that starts it
   * @return a builder with every option at its default
   */
  public static Builder builder(String command) {
    return new Builder(command);
  }

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity(NAME, program(), null);
  }

  /** Returns the name of the program, without arguments, which may hold a key. */
  private String program() {
    String first = launch.command().strip().split("\\s", 2)[0];
    return first.substring(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
  }

  @Override
  public AgentLaunch launch() {
    return launch;
  }

  @Override
  public AgentSession open(AgentChannel channel, Path project, Duration limit)
      throws InterruptedException {
    return AcpSession.open(new RpcConnection(channel), project.toString(), limit);
  }

  /** Names the program only. */
  @Override
  public String toString() {
    return NAME + " " + program();
  }

  /** Builds an {@link AcpAgent}; not thread-safe. */
  public static final class Builder {

    private final String command;
    private final Set<String> variables = new LinkedHashSet<>();
    private final Set<Path> writable = new LinkedHashSet<>();
    private Network network = Network.HOST;

    private Builder(String command) {
      this.command = Objects.requireNonNull(command);
    }

    /**
     * Gives the agent a variable although its value is secret. If not called, its environment is
     * that of isolated commands, which has no keys.
     *
     * @param name the name of the variable
     * @return this builder
     */
    public Builder variable(String name) {
      variables.add(Objects.requireNonNull(name));
      return this;
    }

    /**
     * Lets the agent read and write a path outside the work tree, such as its configuration. If not
     * called, it can write to temporary directories of its own only, and reads no credentials.
     *
     * @param path an absolute path
     * @return this builder
     */
    public Builder writable(Path path) {
      writable.add(Objects.requireNonNull(path));
      return this;
    }

    /**
     * Takes the network away. If not called, the agent has that of the machine.
     *
     * @return this builder
     */
    public Builder withoutNetwork() {
      network = Network.NONE;
      return this;
    }

    /**
     * Builds the agent.
     *
     * @return the agent
     * @throws IllegalArgumentException if the command is blank, or a path is not absolute
     */
    public AcpAgent build() {
      return new AcpAgent(new AgentLaunch(command, variables, writable, network));
    }
  }
}
