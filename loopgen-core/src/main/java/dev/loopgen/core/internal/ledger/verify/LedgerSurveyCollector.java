package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.EntryGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects, during a check, the hash of each entry, with its parents if they differ from the
 * previous entry. The graph is built on demand.
 */
final class LedgerSurveyCollector {

  private static final int LENGTH = Sha256.LENGTH;

  private final Map<Integer, List<Sha256>> parents = new HashMap<>();
  private final byte[] last = new byte[LENGTH];
  private byte[] hashes = new byte[128 * LENGTH];
  private int count;
  private @Nullable EntryGraph graph;

  /** Wraps a check so that its entries are collected. */
  ChunkCheck over(ChunkCheck check) {
    return (chunk, lines) -> {
      ChunkEntries entries = chunk.entries();
      for (int entry = 0; entry < entries.countBeforeDefect(); entry++) {
        add(entries, entry);
      }
      return check.check(chunk, lines);
    };
  }

  private void add(ChunkEntries entries, int entry) {
    if (count * LENGTH == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * hashes.length);
    }
    if (count == 0 || !entries.follows(entry, last)) {
      parents.put(count, entries.parents(entry));
    }
    entries.copyHash(entry, last);
    System.arraycopy(last, 0, hashes, count * LENGTH, LENGTH);
    count++;
  }

  /** Returns the graph of the entries before the first defect. */
  synchronized EntryGraph graph() {
    EntryGraph built = graph;
    if (built == null) {
      built = build();
      graph = built;
    }
    return built;
  }

  private EntryGraph build() {
    EntryGraph.Builder builder = new EntryGraph.Builder();
    List<Sha256> before = List.of();
    for (int entry = 0; entry < count; entry++) {
      Sha256 hash = Sha256.of(hashes, entry * LENGTH);
      builder.add(hash, parents.getOrDefault(entry, before));
      before = List.of(hash);
    }
    return builder.build();
  }
}
