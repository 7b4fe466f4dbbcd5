package dev.loopgen.api.governance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one forbidden pattern.
 *
 * @param runs the number of runs that touched a path it forbids
 * @param paths the number of such paths that these runs list
 * @param last when it was last violated, as the runs state it; null if no run has a date
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
