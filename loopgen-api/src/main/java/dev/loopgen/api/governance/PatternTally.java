package dev.loopgen.api.governance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one forbidden pattern.
 *
 * @param runs how many runs touched a path that it forbids
 * @param paths how many such paths these runs list
 * @param last when it was violated last, as the runs state it; null where no run has a date
 */
public record PatternTally(long runs, long paths, @Nullable Instant last)
    implements GroupedFigures.Mergeable<PatternTally> {

  /** No violations. */
  public static final PatternTally NONE = new PatternTally(0, 0, null);

  @Override
  public PatternTally merge(PatternTally other) {
    return new PatternTally(
        runs + other.runs, paths + other.paths, Instants.later(last, other.last));
  }
}
