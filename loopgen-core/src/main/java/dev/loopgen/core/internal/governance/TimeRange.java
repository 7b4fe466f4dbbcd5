package dev.loopgen.core.internal.governance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time from which runs count, and the one from which they do not any more.
 *
 * @param since the first instant that counts; null where all early ones do
 * @param until the first instant that does not; null where all late ones do
 */
public record TimeRange(@Nullable Instant since, @Nullable Instant until) {

  /** All runs. */
  public static final TimeRange ALL = new TimeRange(null, null);

  /** Tells whether a run counts; one without a date is never hidden by a date. */
  boolean has(@Nullable Instant at) {
    return at == null
        || (since == null || !at.isBefore(since)) && (until == null || at.isBefore(until));
  }
}
