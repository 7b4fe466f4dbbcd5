package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookAgent;
import dev.loopgen.adapters.hooks.HookInstallation;
import dev.loopgen.adapters.hooks.HookObstacles;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.Dialogue;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.LoopSpecs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Installs the hooks of an agent. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Writes the hooks into the agent's settings file of this repository.")
final class InstallCommand implements Callable<Integer> {

  private static final int LEAST_SECONDS = 61;

  @Spec private CommandSpec spec;

  @ParentCommand private HookCommand hook;

  @Mixin private ProjectArgument project;

  @Option(names = "--loop", paramLabel = "LOOP", description = "The loop, if the spec has several.")
  private @Nullable String loop;

  @Option(
      names = "--trust-ref",
      paramLabel = "REV",
      description = "Trust the content of this branch, tag or commit.")
  private @Nullable String trustRef;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long the agent waits at a stop. Default: ${DEFAULT-VALUE}")
  private int timeout = 600;

  @Option(
      names = "--check",
      description = "Write nothing; say whether the agent will really run the hooks.")
  private boolean check;

  @Option(
      names = {"-y", "--yes"},
      description = "Write without asking.")
  private boolean yes;

  /** Used by picocli. */
  InstallCommand() {}

  @Override
  public Integer call() {
    if (timeout < LEAST_SECONDS) {
      throw new ParameterException(
          spec.commandLine(), "--timeout must be more than a minute, so that a loop can run");
    }
    PrintWriter out = spec.commandLine().getOut();
    HookAgent agent = hook.agent();
    Path directory = project.directory().toAbsolutePath().normalize();
    Path root =
        ProjectFinder.workTree(directory)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        directory
                            + " is in no git repository, and a hook judges a change of one."));
    List<String> arguments = arguments(root.relativize(directory).toString());
    HookInstallation plan = HookInstallation.of(root, agent, arguments, timeout);
    if (check) {
      return check(agent, root, plan, out);
    }
    if (plan.isInstalled()) {
      out.println(plan.file() + " has the hooks already.");
      return ExitCode.PASS;
    }
    plan.diff().lines().forEach(line -> out.println(Console.escape(line)));
    if (!yes && !new Dialogue(out).confirm("Write this file?", false)) {
      out.println("Nothing was written.");
      return ExitCode.REFUSED;
    }
    plan.apply();
    out.println("Wrote " + plan.file() + ".");
    obstacles(agent, root).forEach(sentence -> out.println("  note: " + sentence));
    loops(directory).ifPresent(sentence -> out.println("  note: " + Console.escape(sentence)));
    return ExitCode.PASS;
  }

  private int check(HookAgent agent, Path root, HookInstallation plan, PrintWriter out) {
    List<String> found = new ArrayList<>();
    if (!plan.isInstalled()) {
      found.add(plan.file() + " does not have the hooks as this command would write them.");
    }
    found.addAll(obstacles(agent, root));
    loops(project.directory()).map(Console::escape).ifPresent(found::add);
    found.forEach(sentence -> out.println("  " + sentence));
    out.println(
        found.isEmpty()
            ? "Nothing is known that keeps " + agent.title() + " from running the hooks."
            : agent.title() + " will not run all of the hooks.");
    HookObstacles.unknowns(root, agent, CommandContext.environment(spec))
        .forEach(sentence -> out.println("  note: " + Console.escape(sentence)));
    return found.isEmpty() ? ExitCode.PASS : ExitCode.REFUSED;
  }

  /** Says why a stop would have no verdict, as far as the loops of the base show it. */
  private Optional<String> loops(Path directory) {
    try {
      Trust trust = trustRef == null ? Trust.local() : Trust.ref(trustRef);
      List<String> known =
          LoopSpecs.atBase(directory, trust, LoopSpecs.FILE).stream().map(LoopSpec::id).toList();
      if (known.isEmpty()) {
        return Optional.of("The base has no loop yet, so nothing is judged. Merge a spec.");
      }
      return loop == null || known.contains(loop)
          ? Optional.empty()
          : Optional.of(
              "The base has no loop " + loop + ". Its loops: " + String.join(", ", known) + ".");
    } catch (LoopgenException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private List<String> obstacles(HookAgent agent, Path root) {
    return HookObstacles.of(root, agent, CommandContext.environment(spec)).stream()
        .map(Console::escape)
        .toList();
  }

  private List<String> arguments(String inside) {
    List<String> arguments = new ArrayList<>();
    if (!inside.isEmpty()) {
      arguments.addAll(List.of("--project", inside.replace('\\', '/')));
    }
    if (loop != null) {
      arguments.addAll(List.of("--loop", loop));
    }
    if (trustRef != null) {
      arguments.addAll(List.of("--trust-ref", trustRef));
    }
    return arguments;
  }
}
