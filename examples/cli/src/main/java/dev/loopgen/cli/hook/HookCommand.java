package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookAgent;
import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.support.VersionProvider;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Answers the hooks of coding agents, and installs them. */
@Command(
    name = "hook",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Answers the hooks of coding agents, and installs them.",
    exitCodeOnInvalidInput = HookCommand.NO_ANSWER)
@Subcommands({PreToolCommand.class, StopCommand.class, InstallCommand.class})
public final class HookCommand implements Runnable {

  /** Where there is no answer. Agents take 2, which other commands use, for a refusal. */
  static final int NO_ANSWER = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      scope = ScopeType.INHERIT,
      completionCandidates = Agents.class,
      converter = Agents.class,
      description = "${COMPLETION-CANDIDATES}.")
  private @Nullable HookAgent agent;

  /** Used by picocli. */
  HookCommand() {}

  /** Returns the agent, which every subcommand needs. */
  HookAgent agent() {
    if (agent == null) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '--agent=AGENT'");
    }
    return agent;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The names of the agents. */
  static final class Agents implements Iterable<String>, ITypeConverter<HookAgent> {

    /** Used by picocli. */
    Agents() {}

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(HookAgent.values()).map(HookAgent::id).iterator();
    }

    @Override
    public HookAgent convert(String value) {
      return HookAgent.byId(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is no agent " + value + "; there are " + String.join(", ", this)));
    }
  }
}
