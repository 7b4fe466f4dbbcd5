package dev.loopgen.api.governance;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one command.
 *
 * @param executions how often runs list it
 * @param failed how often it did not exit with 0 in time
 * @param timedOut how often its time was up
 * @param total the time of all executions together
 * @param lastFailure when it failed last, as the runs state it; null where it never did, or no run
 *     has a date
 */
public record CommandTally(
    long executions, long failed, long timedOut, Duration total, @Nullable Instant lastFailure)
    implements GroupedFigures.Mergeable<CommandTally> {

  /** No executions. */
  public static final CommandTally NONE = new CommandTally(0, 0, 0, Duration.ZERO, null);

  public CommandTally {
    Objects.requireNonNull(total);
  }

  @Override
  public CommandTally merge(CommandTally other) {
    return new CommandTally(
        executions + other.executions,
        failed + other.failed,
        timedOut + other.timedOut,
        total.plus(other.total),
        Instants.later(lastFailure, other.lastFailure));
  }
}
