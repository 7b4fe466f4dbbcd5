package dev.loopgen.api.verify;

import java.time.Duration;

/** Results of commands for tests. */
public final class Commands {

  /** No output. */
  public static final CommandOutput OUTPUT = new CommandOutput("", 0, "00", "00", 0);

  /** Nothing was left over. */
  public static final Containment CONTAINMENT =
      new Containment(Containment.Level.DESCENDANTS, 0, 0);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private Commands() {}

  /** Returns the result of {@code make} that exited. */
  public static CommandResult exited(int code) {
    return new CommandResult.Exited("make", code, SECOND, OUTPUT, CONTAINMENT);
  }

  /** Returns the result of {@code make} that met its limit. */
  public static CommandResult timedOut() {
    return new CommandResult.TimedOut("make", SECOND, SECOND, OUTPUT, CONTAINMENT);
  }

  /** Returns the result of {@code make} that was never started. */
  public static CommandResult notRun() {
    return new CommandResult.NotRun("make", "the run's time was up");
  }
}
