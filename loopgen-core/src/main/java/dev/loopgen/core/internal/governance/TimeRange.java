package dev.loopgen.core.internal.governance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The range of time in which runs count.
 *
 * @param since the first instant that counts; null for no lower bound
 * @param until the first instant that no longer counts; null for no upper bound
 */
public record TimeRange(@Nullable Instant since, @Nullable Instant until) {

  /** All runs. */
  public static final TimeRange ALL = new TimeRange(null, null);

  /** Tells whether a run counts. A run without a date always counts. */
  boolean has(@Nullable Instant at) {
    return at == null
        || (since == null || !at.isBefore(since)) && (until == null || at.isBefore(until));
  }
}
