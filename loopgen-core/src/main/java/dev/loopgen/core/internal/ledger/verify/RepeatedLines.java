package dev.loopgen.core.internal.ledger.verify;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the lines that repeat an earlier one. */
final class RepeatedLines {

  private @Nullable EntryLocation first;
  private long count;

  void add(long index, long line) {
    first = first == null ? new EntryLocation(index, line) : first;
    count++;
  }

  /** Returns the location of the first one. */
  Optional<EntryLocation> first() {
    return Optional.ofNullable(first);
  }

  long count() {
    return count;
  }
}
