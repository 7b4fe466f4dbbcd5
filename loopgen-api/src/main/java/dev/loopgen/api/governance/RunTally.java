package dev.loopgen.api.governance;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The counts of some runs.
 *
 * @param runs how many there are
 * @param passed how many passed without contradicting themselves
 * @param violations how many touched a forbidden path
 * @param blockedAttempts how many actions of models were stopped before they took effect
 * @param retriedUntilGreen how many passed right after a run of the same loop on the same tree had
 *     failed
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
    Objects.requireNonNull(durations);
  }

  /**
   * Counts the runs that did not pass.
   *
   * @return how many there are
   */
  public long failed() {
    return runs - passed;
  }

  /**
   * Returns the share of runs that passed.
   *
   * @return from 0 to 1, or empty where there are no runs
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
