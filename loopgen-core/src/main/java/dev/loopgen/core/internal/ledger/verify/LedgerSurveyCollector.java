package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.ledger.EntryGraph;
import org.jspecify.annotations.Nullable;

/** Collects, during a check, the entries before the first defect for their graph. */
final class LedgerSurveyCollector {

  private final int most;
  private EntryGraph.Builder builder = new EntryGraph.Builder();
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
   * @return whether it is new, or may be
   */
  boolean add(ChunkEntries entries, int entry) {
    if (tooMany) {
      return true;
    }
    if (count == most) {
      tooMany = true;
      builder = new EntryGraph.Builder();
      return true;
    }
    count++;
    return builder.add(entries.hash(entry), entries.parents(entry));
  }

  /** Tells whether there are more entries than it collects, so that it has no graph. */
  boolean hasGivenUp() {
    return tooMany;
  }

  /** Returns the graph of the entries before the first defect. */
  synchronized EntryGraph graph() {
    EntryGraph built = graph;
    if (built == null) {
      built = builder.build();
      graph = built;
    }
    return built;
  }
}
