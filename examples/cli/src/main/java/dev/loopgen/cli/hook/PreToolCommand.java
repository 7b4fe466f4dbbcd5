package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookEvent;
import dev.loopgen.cli.support.VersionProvider;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Answers an agent that is about to use a tool. */
@Command(
    name = "pre-tool",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    exitCodeOnInvalidInput = HookCommand.NO_ANSWER,
    description = {
      "Reads the event of a tool that an agent is about to use from standard input, and answers it:"
          + " a tool that would change what is forbidden is refused."
    })
final class PreToolCommand implements Callable<Integer> {

  @ParentCommand private HookCommand hook;

  @Mixin private HookOptions options;

  /** Used by picocli. */
  PreToolCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    return options.answer(hook, HookEvent.PRE_TOOL, Duration.ZERO);
  }
}
