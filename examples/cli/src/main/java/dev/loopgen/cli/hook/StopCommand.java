package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookEvent;
import dev.loopgen.cli.support.VersionProvider;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

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
      converter = Seconds.class,
      description = {
        "How long the answer may take; less than the agent waits. Default: ${DEFAULT-VALUE}"
      })
  private long within = 25;

  /** Used by picocli. */
  StopCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    return options.answer(hook, HookEvent.STOP, Duration.ofSeconds(within));
  }

  /** Reads a number of seconds, from one to those of a day. */
  static final class Seconds implements ITypeConverter<Long> {

    private static final long MAX = 86_400;

    /** Used by picocli. */
    Seconds() {}

    @Override
    public Long convert(String text) {
      if (!text.matches("[0-9]{1,9}")) {
        throw new TypeConversionException(
            "it must be a whole number of seconds such as 25, but is " + text);
      }
      return Math.max(1, Math.min(MAX, Long.parseLong(text)));
    }
  }
}
