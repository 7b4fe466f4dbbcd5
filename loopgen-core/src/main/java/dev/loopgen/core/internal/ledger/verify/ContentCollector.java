package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.util.ArrayList;
import java.util.List;

/** Collects the fingerprint of each chunk during a check. Not thread-safe. */
final class ContentCollector {

  private final SipHash fingerprint = SipHash.random();
  private final List<LedgerContent.Piece> pieces = new ArrayList<>();

  /** Returns the function that fingerprints each chunk. */
  SipHash fingerprint() {
    return fingerprint;
  }

  /** Wraps a check so that its chunks are collected. */
  ChunkCheck over(ChunkCheck check) {
    return (chunk, lines) -> {
      pieces.add(new LedgerContent.Piece(chunk.position(), chunk.limit(), chunk.fingerprint()));
      return check.check(chunk, lines);
    };
  }

  LedgerContent content() {
    return new LedgerContent(fingerprint, pieces);
  }
}
