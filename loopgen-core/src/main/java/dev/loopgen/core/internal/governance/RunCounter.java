package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.Durations;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.RunTally;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts runs. Not thread-safe. */
final class RunCounter {

  private final long[] classes = new long[Durations.BOUNDS.size() + 1];
  private long runs;
  private long passed;
  private long violations;
  private long blocked;
  private long retried;
  private long total;
  private long longest;

  /**
   * Counts a run.
   *
   * @param durationClass the class of its duration
   */
  void add(CountedRun run, int durationClass) {
    runs++;
    passed += run.passed ? 1 : 0;
    violations += run.violated ? 1 : 0;
    blocked += run.blocked;
    classes[durationClass]++;
    total = sum(total, run.millis);
    longest = Math.max(longest, run.millis);
  }

  /** Counts an already counted run as a retry until green. */
  void addRetry() {
    retried++;
  }

  RunTally tally() {
    Durations durations =
        Durations.of(classes, Duration.ofMillis(total), Duration.ofMillis(longest));
    return new RunTally(runs, passed, violations, blocked, retried, durations);
  }

  /** Counts one command. */
  static final class CommandCounter {

    private long executions;
    private long failed;
    private long timedOut;
    private long total;
    private @Nullable Instant lastFailure;

    void add(CountedRun.Command command, @Nullable Instant at) {
      executions++;
      failed += command.failed ? 1 : 0;
      timedOut += command.timedOut ? 1 : 0;
      total = sum(total, command.millis);
      if (command.failed) {
        lastFailure = later(lastFailure, at);
      }
    }

    CommandTally tally() {
      return new CommandTally(executions, failed, timedOut, Duration.ofMillis(total), lastFailure);
    }
  }

  /** Counts one forbidden pattern. */
  static final class PatternCounter {

    private long runs;
    private long paths;
    private long lastRun;
    private @Nullable Instant last;

    /**
     * Counts a path.
     *
     * @param run the number of the run, from 1; the paths of a run are counted consecutively
     */
    void add(long run, @Nullable Instant at) {
      runs += lastRun == run ? 0 : 1;
      lastRun = run;
      paths++;
      last = later(last, at);
    }

    PatternTally tally() {
      return new PatternTally(runs, paths, last);
    }
  }

  /** Adds durations that are not negative, up to the largest number. */
  private static long sum(long one, long other) {
    return Math.max(one, other) > Long.MAX_VALUE - Math.min(one, other)
        ? Long.MAX_VALUE
        : one + other;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || other != null && other.isAfter(one) ? other : one;
  }
}
