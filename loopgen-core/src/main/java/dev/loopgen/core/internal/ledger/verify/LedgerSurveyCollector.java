package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.EntryGraph;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects, during a check, the entries before the first defect for their graph. As long as each
 * follows the one before it, their hashes are enough.
 */
final class LedgerSurveyCollector {

  private static final int LENGTH = Sha256.LENGTH;

  private final int most;
  private byte[] line = new byte[128 * LENGTH];
  private EntryGraph.@Nullable Builder builder;
  private int count;
  private boolean tooMany;
  private @Nullable EntryGraph graph;

  /** Creates a collector that gives up if there are more entries. */
  LedgerSurveyCollector(int most) {
    this.most = most;
  }

  /**
   * Adds an entry.
   *
   * @param inLine whether this and all entries before it follow the one before
   * @return whether it is new, or may be
   */
  boolean add(ChunkEntries entries, int entry, boolean inLine) {
    tooMany |= count == most;
    if (tooMany) {
      line = new byte[0];
      builder = null;
      return true;
    }
    if (!inLine) {
      builder = builder == null ? ofLine() : builder;
      count++;
      return builder.add(entries.hash(entry), entries.parents(entry));
    }
    if (count * LENGTH == line.length) {
      line = Arrays.copyOf(line, 2 * line.length);
    }
    entries.copyHash(entry, line, count * LENGTH);
    count++;
    return true;
  }

  private EntryGraph.Builder ofLine() {
    EntryGraph.Builder started = new EntryGraph.Builder();
    List<Sha256> before = List.of();
    for (int entry = 0; entry < count; entry++) {
      Sha256 hash = Sha256.of(line, entry * LENGTH);
      started.add(hash, before);
      before = List.of(hash);
    }
    line = new byte[0];
    return started;
  }

  /** Tells whether there are more entries than it collects, so that it has no graph. */
  boolean hasGivenUp() {
    return tooMany;
  }

  /** Returns the graph of the entries before the first defect. */
  synchronized EntryGraph graph() {
    EntryGraph built = graph;
    if (built == null) {
      EntryGraph.Builder all = builder;
      built = (all == null ? ofLine() : all).build();
      graph = built;
    }
    return built;
  }
}
