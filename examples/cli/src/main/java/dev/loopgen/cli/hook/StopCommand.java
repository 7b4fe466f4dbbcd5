package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookEvent;
import dev.loopgen.cli.support.VersionProvider;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Answers an agent that wants to stop. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    exitCodeOnInvalidInput = HookCommand.NO_ANSWER,
    description = {
      "Reads the event of an agent that wants to stop from standard input, judges the tree and"
          + " answers: an agent whose change does not pass goes on, three times at most."
    })
final class StopCommand implements Callable<Integer> {

  @ParentCommand private HookCommand hook;

  @Mixin private HookOptions options;

  @Option(
      names = "--within",
      paramLabel = "SECONDS",
      defaultValue = "25",
      description = {
        "How long the answer may take; less than the agent waits. Default: ${DEFAULT-VALUE}"
      })
  private long within = 25;

  /** Used by picocli. */
  StopCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    return options.answer(hook, HookEvent.STOP, Duration.ofSeconds(Math.max(1, within)));
  }
}
