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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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

  /** How long each attempt at an answer without a verdict may take. */
  private static final Duration UNJUDGED = Duration.ofSeconds(5);

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
    HookedDirectories directories =
        new HookedDirectories(hook.agent(), inside, CommandContext.environment(spec));
    HookAnswer answer =
        event == HookEvent.STOP ? stop(agent, directories, within) : preTool(agent, directories);
    line.getOut().println(answer.output());
    if (!answer.message().isEmpty()) {
      answer.message().lines().forEach(said -> line.getErr().println(Console.escape(said)));
    }
    return answer.exitCode();
  }

  private HookAnswer preTool(AgentHook agent, HookedDirectories directories)
      throws InterruptedException {
    try {
      return agent.answer(HookEvent.PRE_TOOL, event(), project(directories, Duration.ZERO));
    } catch (LoopgenException | IllegalArgumentException | IOException e) {
      return agent.unanswered(HookEvent.PRE_TOOL, "loopgen: " + String.valueOf(e.getMessage()));
    }
  }

  /** Answers in any case and in time: an agent skips a hook that fails or takes too long. */
  private HookAnswer stop(AgentHook agent, HookedDirectories directories, Duration within)
      throws InterruptedException {
    Duration after = within.dividedBy(5);
    Duration run = within.minus(after.compareTo(AFTER_RUN) < 0 ? after : AFTER_RUN);
    AtomicReference<byte[]> said = new AtomicReference<>(new byte[0]);
    CompletableFuture<HookAnswer> answer =
        Background.start(
            () -> {
              byte[] event = event();
              said.set(event);
              return agent.answer(HookEvent.STOP, event, project(directories, run));
            });
    String reason;
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      reason = "The work tree was not read within " + within.toSeconds() + " seconds.";
    } catch (ExecutionException e) {
      reason = String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage());
    }
    return unjudged(agent, Objects.requireNonNull(said.get()), directories, reason);
  }

  /** Does not wait for a repository or a memory that cannot be read in time either. */
  private HookAnswer unjudged(
      AgentHook agent, byte[] said, HookedDirectories directories, String reason)
      throws InterruptedException {
    Map<String, String> environment = CommandContext.environment(spec);
    Path here = Path.of("").toAbsolutePath();
    List<Function<Path, HookMemory>> memories =
        List.of(at -> HookMemory.of(at, environment), at -> HookMemory.unread(at, environment));
    for (Function<Path, HookMemory> memory : memories) {
      try {
        return Background.start(
                () -> {
                  Path directory = outermost(directories);
                  HookMemory known = memory.apply(directory);
                  return agent.answer(
                      HookEvent.STOP, said, new UnjudgedProject(directory, known, reason));
                })
            .get(UNJUDGED.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException unreadable) {
        continue;
      }
    }
    return agent.answer(HookEvent.STOP, said, new UnjudgedProject(here, HookMemory.NONE, reason));
  }

  private static Path outermost(HookedDirectories directories) {
    List<Path> found = directories.find();
    return found.get(found.size() - 1);
  }

  private NestedProjects project(HookedDirectories directories, Duration within) {
    return new NestedProjects(
        directories.find().stream().map(directory -> project(directory, within)).toList());
  }

  private CommandHookedProject project(Path found, Duration within) {
    Map<String, String> environment = CommandContext.environment(spec);
    Path directory = ProjectFinder.of(found);
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

  private static byte[] event() throws IOException {
    InputStream in = System.in;
    byte[] event = in.readNBytes(MAX_EVENT + 1);
    if (event.length > MAX_EVENT) {
      throw new IOException("The event is larger than 64 MiB.");
    }
    return event;
  }
}
