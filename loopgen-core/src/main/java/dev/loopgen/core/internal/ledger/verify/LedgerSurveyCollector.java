package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.EntryGraph;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects, during a check, the hash of each entry, with its parents if they differ from the
 * previous entry. The graph is built on demand. Takes 32 bytes per entry, or 64.
 */
final class LedgerSurveyCollector {

  private static final int LENGTH = Sha256.LENGTH;

  private final int most;
  private final Map<Integer, List<Sha256>> joins = new HashMap<>();
  private final BitSet roots = new BitSet();
  private final BitSet moved = new BitSet();
  private byte[] movedParents = {};
  private int movedCount;
  private final byte[] last = new byte[LENGTH];
  private byte[] hashes = new byte[128 * LENGTH];
  private int count;
  private boolean tooMany;
  private @Nullable EntryGraph graph;

  /** Creates a collector that gives up if there are more entries. */
  LedgerSurveyCollector(int most) {
    this.most = most;
  }

  /** Wraps a check so that its entries are collected. */
  ChunkCheck over(ChunkCheck check) {
    return (chunk, lines) -> {
      ChunkEntries entries = chunk.entries();
      for (int entry = 0; entry < entries.countBeforeDefect() && !tooMany; entry++) {
        add(entries, entry);
      }
      return check.check(chunk, lines);
    };
  }

  private void add(ChunkEntries entries, int entry) {
    if (count == most) {
      giveUp();
      return;
    }
    if (count == 0 || !entries.follows(entry, last)) {
      addParents(entries, entry);
    }
    entries.copyHash(entry, last);
    hashes = withRoom(hashes, count);
    System.arraycopy(last, 0, hashes, count * LENGTH, LENGTH);
    count++;
  }

  private void addParents(ChunkEntries entries, int entry) {
    if (entries.isRoot(entry)) {
      roots.set(count);
    } else if (entries.joins(entry)) {
      joins.put(count, entries.parents(entry));
    } else {
      moved.set(count);
      movedParents = withRoom(movedParents, movedCount);
      entries.copyPrevHash(entry, movedParents, movedCount * LENGTH);
      movedCount++;
    }
  }

  private static byte[] withRoom(byte[] list, int used) {
    return used * LENGTH < list.length
        ? list
        : Arrays.copyOf(list, Math.max(2 * list.length, 128 * LENGTH));
  }

  private void giveUp() {
    tooMany = true;
    joins.clear();
    hashes = new byte[0];
    movedParents = new byte[0];
  }

  /** Tells whether there are more entries than it collects, so that it has no graph. */
  boolean hasGivenUp() {
    return tooMany;
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
    int move = 0;
    for (int entry = 0; entry < count; entry++) {
      Sha256 hash = Sha256.of(hashes, entry * LENGTH);
      if (moved.get(entry)) {
        builder.add(hash, List.of(Sha256.of(movedParents, move++ * LENGTH)));
      } else if (roots.get(entry)) {
        builder.add(hash, List.of());
      } else {
        builder.add(hash, joins.getOrDefault(entry, before));
      }
      before = List.of(hash);
    }
    return builder.build();
  }
}
