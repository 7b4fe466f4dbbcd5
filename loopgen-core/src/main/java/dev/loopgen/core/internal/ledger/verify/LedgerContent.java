package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.core.internal.concurrent.WorkerGroup;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keyed fingerprints of a ledger's chunks, used to detect changed bytes. The key never leaves this
 * process, so nobody can construct other bytes with the same fingerprints.
 */
public final class LedgerContent {

  private final SipHash fingerprint;
  private final List<Piece> pieces;
  private final long size;

  /** A range of the bytes. */
  record Piece(long position, int length, long fingerprint) {}

  LedgerContent(SipHash fingerprint, List<Piece> pieces) {
    this.fingerprint = fingerprint;
    this.pieces = List.copyOf(pieces);
    this.size = pieces.stream().mapToLong(Piece::length).sum();
  }

  /** Returns the number of bytes. */
  public long size() {
    return size;
  }

  /**
   * Compares a ledger with these bytes and closes it.
   *
   * @return whether it has exactly these bytes
   * @throws IOException if it cannot be read
   */
  public boolean isContentOf(LedgerBytes.Opener source) throws IOException {
    try (LedgerBytes bytes = source.open()) {
      return bytes.size() == size && hasAllPieces(bytes);
    }
  }

  private boolean hasAllPieces(LedgerBytes bytes) throws IOException {
    int longest = pieces.stream().mapToInt(Piece::length).max().orElse(0);
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean same = new AtomicBoolean(true);
    WorkerGroup.Work work =
        () -> {
          byte[] text = new byte[longest + EntryScanner.SLACK];
          int piece = next.getAndIncrement();
          while (piece < pieces.size() && same.get()) {
            if (!has(bytes, pieces.get(piece), text)) {
              same.set(false);
            }
            piece = next.getAndIncrement();
          }
        };
    int threads = LedgerScan.Parallelism.of(size).threads();
    if (threads == 1) {
      work.take();
    } else {
      WorkerGroup.run(threads, work, () -> next.set(pieces.size()));
    }
    return same.get();
  }

  private boolean has(LedgerBytes bytes, Piece piece, byte[] text) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(text, 0, piece.length());
    while (target.hasRemaining()) {
      if (bytes.read(target, piece.position() + target.position()) < 0) {
        return false;
      }
    }
    return fingerprint.of(text, 0, piece.length()) == piece.fingerprint();
  }
}
