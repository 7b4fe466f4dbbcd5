package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.AgentHook;
import dev.loopgen.adapters.hooks.HookAnswer;
import dev.loopgen.adapters.hooks.HookEvent;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common that agents call. */
final class HookOptions {

  /** More than any event; the text of a file that is written may be in it. */
  private static final int MAX_EVENT = 64 << 20;

  /** How much of the time is kept for what follows a run, at most. */
  private static final Duration AFTER_RUN = Duration.ofSeconds(10);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--loop", paramLabel = "LOOP", description = "The loop, if the spec has several.")
  @Nullable String loop;

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "The project, relative to the root of the repository.")
  @Nullable Path inside;

  @Mixin TrustOptions project;

  /** Used by picocli. */
  HookOptions() {}

  /**
   * Reads the event, answers it and returns the exit code, which is never 2.
   *
   * @param within how long the answer may take
   */
  int answer(HookCommand hook, HookEvent event, Duration within) throws InterruptedException {
    CommandLine line = spec.commandLine();
    AgentHook agent = AgentHook.of(hook.agent());
    HookAnswer answer = event == HookEvent.STOP ? stop(agent, within) : preTool(agent);
    line.getOut().println(answer.output());
    if (!answer.message().isEmpty()) {
      answer.message().lines().forEach(said -> line.getErr().println(Console.escape(said)));
    }
    return answer.exitCode();
  }

  private HookAnswer preTool(AgentHook agent) throws InterruptedException {
    try {
      return agent.answer(HookEvent.PRE_TOOL, event(), project(Duration.ZERO));
    } catch (LoopgenException | IllegalArgumentException | IOException e) {
      return agent.unanswered(HookEvent.PRE_TOOL, "loopgen: " + String.valueOf(e.getMessage()));
    }
  }

  /** Answers in any case and in time: an agent skips a hook that fails or takes too long. */
  private HookAnswer stop(AgentHook agent, Duration within) throws InterruptedException {
    Duration after = within.dividedBy(5);
    Duration run = within.minus(after.compareTo(AFTER_RUN) < 0 ? after : AFTER_RUN);
    AtomicReference<byte[]> said = new AtomicReference<>(new byte[0]);
    CompletableFuture<HookAnswer> answer =
        Background.start(
            () -> {
              said.set(event());
              return agent.answer(HookEvent.STOP, said.get(), project(run));
            });
    String reason;
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      reason = "The work tree was not read within " + within.toSeconds() + " seconds.";
    } catch (ExecutionException e) {
      reason = String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage());
    }
    Path directory = directory(CommandContext.environment(spec));
    return agent.answer(HookEvent.STOP, said.get(), new UnjudgedProject(directory, reason));
  }

  private CommandHookedProject project(Duration within) {
    Map<String, String> environment = CommandContext.environment(spec);
    Path directory = ProjectFinder.of(directory(environment));
    RunRequest.Builder request = RunRequest.builder().specFile(project.specFile).dryRun();
    if (loop != null) {
      request.loop(loop);
    }
    return new CommandHookedProject(
        directory,
        project.trust(environment),
        request.build(),
        new DetachedRun(CommandContext.mainClass(spec), directory, loop, project, environment),
        within);
  }

  /**
   * Returns the directory of the project. It follows from the root of the work tree and what was
   * installed: the agent chooses its current directory, and can put a spec of its own there.
   */
  private Path directory(Map<String, String> environment) {
    Path start = start(environment);
    Path root = ProjectFinder.workTree(start).orElse(start);
    return (inside == null ? root : root.resolve(inside)).normalize();
  }

  /** Agents say where the project is; the current directory may be wherever they went. */
  private static Path start(Map<String, String> environment) {
    Path here = Path.of("").toAbsolutePath();
    try {
      Path said = here.resolve(environment.getOrDefault("CLAUDE_PROJECT_DIR", ""));
      return Files.isDirectory(said) ? said : here;
    } catch (InvalidPathException notAPath) {
      return here;
    }
  }

  private static byte[] event() throws IOException {
    InputStream in = System.in;
    byte[] event = in.readNBytes(MAX_EVENT + 1);
    if (event.length > MAX_EVENT) {
      throw new IOException("The event is larger than 64 MiB.");
    }
    return event;
  }
}
