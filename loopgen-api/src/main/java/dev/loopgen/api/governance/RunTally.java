package dev.loopgen.api.governance;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The counts of a set of runs.
 *
 * @param runs the number of runs
 * @param passed the number that passed without contradicting themselves
 * @param violations the number that touched a forbidden path
 * @param blockedAttempts the number of model actions that were blocked before they took effect
 * @param retriedUntilGreen the number that passed directly after a failed run of the same loop on
 *     the same tree
 * @param durations how long their commands took
 */
public record RunTally(
    long runs,
    long passed,
    long violations,
    long blockedAttempts,
    long retriedUntilGreen,
    Durations durations)
    implements GroupedFigures.Mergeable<RunTally> {

  /** No runs. */
  public static final RunTally NONE = new RunTally(0, 0, 0, 0, 0, Durations.NONE);

  public RunTally {
    Objects.requireNonNull(durations, "durations");
  }

  /**
   * Counts the runs that did not pass.
   *
   * @return the number of runs
   */
  public long failed() {
    return runs - passed;
  }

  /**
   * Returns the share of runs that passed.
   *
   * @return from 0 to 1; empty if there are no runs
   */
  public OptionalDouble passRate() {
    return runs == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) passed / runs);
  }

  @Override
  public RunTally merge(RunTally other) {
    return new RunTally(
        runs + other.runs,
        passed + other.passed,
        violations + other.violations,
        blockedAttempts + other.blockedAttempts,
        retriedUntilGreen + other.retriedUntilGreen,
        durations.merge(other.durations));
  }
}
