package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.merkle.Sha256;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for the first line with an entry. */
final class EntrySearch implements LedgerScan.Visitor {

  private final Sha256 entry;
  private final long count;
  private long index;
  private @Nullable Place place;

  /**
   * Starts before the first entry.
   *
   * @param count how many entries are looked at
   */
  EntrySearch(Sha256 entry, long count) {
    this.entry = entry;
    this.count = count;
  }

  @Override
  public boolean visit(Chunk chunk, long lines) {
    ChunkEntries found = chunk.entries();
    for (int i = 0; i < found.count() && index < count && place == null; i++) {
      if (found.hash(i).equals(entry)) {
        place = new Place(index, lines + found.line(i));
      }
      index++;
    }
    return index < count && place == null;
  }

  Optional<Place> place() {
    return Optional.ofNullable(place);
  }
}
