package dev.loopgen.api.governance;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one command.
 *
 * @param executions how many times runs list it
 * @param failed how many times it did not exit with 0 within its time limit
 * @param timedOut how many times it exceeded its time limit
 * @param total the total time of all executions
 * @param lastFailure when it last failed, as the runs state it; null if it never failed or no run
 *     has a date
 */
public record CommandTally(
    long executions, long failed, long timedOut, Duration total, @Nullable Instant lastFailure)
    implements GroupedFigures.Mergeable<CommandTally> {

  /** No executions. */
  public static final CommandTally NONE = new CommandTally(0, 0, 0, Duration.ZERO, null);

  public CommandTally {
    Objects.requireNonNull(total, "total");
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
