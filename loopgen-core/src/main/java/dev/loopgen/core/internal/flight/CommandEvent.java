package dev.loopgen.core.internal.flight;

import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Redactor;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

@Name("dev.loopgen.Command")
@Label("Command")
@Description("One command of a loop, from its start until what it left behind was killed")
final class CommandEvent extends LoopgenEvent {

  private static final int NONE = -1;

  @Label("Index")
  @Description("Its place among the commands, from 0")
  int index;

  @Label("Command")
  @Description("The command line, redacted and cut")
  @Nullable String command;

  @Label("Outcome")
  @Description("How it ended")
  @Nullable String outcome;

  @Label("Exit Code")
  @Description("The exit code; -1 if it did not exit by itself")
  int exitCode = NONE;

  @Label("Took")
  @Description("How long the command itself took")
  @Timespan(Timespan.NANOSECONDS)
  long took;

  @Label("Output Bytes")
  @Description("How much it wrote; the output is not recorded")
  long outputBytes;

  static CommandResult around(int index, Redactor redactor, Work<CommandResult> run)
      throws InterruptedException {
    CommandEvent event = new CommandEvent();
    return event.isEnabled()
        ? event.around(run, result -> event.set(index, redactor, result))
        : run.call();
  }

  /** Commits the event of a command that ran elsewhere, without the time at which it started. */
  static void of(int index, Redactor redactor, CommandResult result) {
    CommandEvent event = new CommandEvent();
    if (event.isEnabled()) {
      event.set(index, redactor, result);
      event.commit();
    }
  }

  private void set(int index, Redactor redactor, CommandResult result) {
    this.index = index;
    command = bounded(redactor.redact(result.command()));
    outcome = result.id();
    exitCode = result instanceof CommandResult.Exited exited ? exited.exitCode() : NONE;
    took = result.duration().toNanos();
    outputBytes = result.output().map(CommandOutput::totalBytes).orElse(0L);
  }
}
