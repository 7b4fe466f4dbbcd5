package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the fingerprints of the chunks while a check goes over them, and of each entry the hash and
 * what it follows, where that is not the entry before. The graph is made when it is asked for.
 */
final class LedgerSurveyCollector {

  private static final int LENGTH = Sha256.LENGTH;

  private final SipHash fingerprint = SipHash.random();
  private final List<LedgerContent.Piece> pieces = new ArrayList<>();
  private final Map<Integer, List<Sha256>> parents = new HashMap<>();
  private final byte[] last = new byte[LENGTH];
  private byte[] hashes = new byte[128 * LENGTH];
  private int count;
  private @Nullable EntryGraph graph;

  /** Returns what computes the fingerprint of each chunk. */
  SipHash fingerprint() {
    return fingerprint;
  }

  /** Keeps what a check goes over. */
  ChunkCheck over(ChunkCheck check) {
    return (chunk, lines) -> {
      pieces.add(new LedgerContent.Piece(chunk.position(), chunk.limit(), chunk.fingerprint()));
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

  LedgerContent content() {
    return new LedgerContent(fingerprint, pieces);
  }
}
