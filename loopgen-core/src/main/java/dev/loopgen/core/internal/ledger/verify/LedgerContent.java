package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.ChainStatus;
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

  /** No bytes. */
  public static final LedgerContent NONE = new LedgerContent(SipHash.random(), List.of());

  /**
   * A verified ledger.
   *
   * @param status the result of the verification
   * @param content its bytes; complete if it {@linkplain ChainStatus#canGrow() can grow}
   */
  public record Verified(ChainStatus status, LedgerContent content) {}

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

  /**
   * Passes the entries of these bytes to a visitor, without verifying them again, and closes the
   * ledger. Bytes after them are ignored.
   *
   * @throws LedgerException if the ledger no longer begins with these bytes; everything passed on
   *     before is from these bytes
   * @throws IOException if it cannot be read
   */
  public void read(LedgerBytes.Opener source, EntryVisitor visitor) throws IOException {
    try (LedgerBytes bytes = source.open()) {
      visitor.restart();
      LedgerScan.run(
          new PieceReader(bytes),
          LedgerScan.Parallelism.of(size),
          () -> ChunkScanner.ofClaims(visitor.worker()),
          (chunk, lines) -> true);
    }
  }

  /** Reads the pieces as chunks. */
  private final class PieceReader implements ChunkSource {

    private final LedgerBytes bytes;
    private int next;

    PieceReader(LedgerBytes bytes) {
      this.bytes = bytes;
    }

    @Override
    public synchronized boolean next(Chunk chunk) throws IOException {
      if (next == pieces.size()) {
        return false;
      }
      Piece piece = pieces.get(next);
      if (chunk.capacity() < piece.length()) {
        chunk.grow(piece.length());
      }
      if (!has(bytes, piece, chunk.text())) {
        throw new LedgerException(
            "The ledger changed while it was being read. Try again when nothing writes to it.");
      }
      chunk.begin(next++, piece.position(), piece.length(), piece.length());
      return true;
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
