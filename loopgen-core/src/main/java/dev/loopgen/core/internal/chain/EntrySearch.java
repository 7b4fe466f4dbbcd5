package dev.loopgen.core.internal.chain;

import dev.loopgen.api.digest.Sha256;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for the first line with an entry. */
final class EntrySearch implements ChunkCheck {

  private final Sha256 entry;
  private final long lastLine;
  private long index;
  private @Nullable Place place;

  /**
   * Starts before the first entry.
   *
   * @param lastLine the last line that is looked at; no line before it is without an entry
   */
  EntrySearch(Sha256 entry, long lastLine) {
    this.entry = entry;
    this.lastLine = lastLine;
  }

  @Override
  public boolean check(Chunk chunk, long lines) {
    ChunkEntries found = chunk.entries();
    for (int i = 0; i < found.count() && place == null; i++) {
      long line = lines + found.line(i);
      if (line <= lastLine && found.hash(i).equals(entry)) {
        place = new Place(index, line);
      }
      index++;
    }
    return place == null && lines + found.lineCount() < lastLine;
  }

  Optional<Place> place() {
    return Optional.ofNullable(place);
  }
}
