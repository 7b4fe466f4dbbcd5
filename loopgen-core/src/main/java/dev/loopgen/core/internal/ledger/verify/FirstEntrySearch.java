package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Searches for the first line that holds a given entry. */
final class FirstEntrySearch implements ChunkCheck {

  private final Sha256 entry;
  private final long lastLine;
  private long index;
  private @Nullable EntryLocation place;

  /**
   * Starts before the first entry.
   *
   * @param lastLine the last line to search; every line before it is an entry
   */
  FirstEntrySearch(Sha256 entry, long lastLine) {
    this.entry = entry;
    this.lastLine = lastLine;
  }

  @Override
  public boolean check(Chunk chunk, long lines) {
    ChunkEntries found = chunk.entries();
    for (int i = 0; i < found.count() && place == null; i++) {
      long line = lines + found.line(i);
      if (line <= lastLine && found.hash(i).equals(entry)) {
        place = new EntryLocation(index, line);
      }
      index++;
    }
    return place == null && lines + found.lineCount() < lastLine;
  }

  Optional<EntryLocation> place() {
    return Optional.ofNullable(place);
  }
}
