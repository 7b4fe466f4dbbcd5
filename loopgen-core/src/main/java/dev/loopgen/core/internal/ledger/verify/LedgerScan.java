package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.core.internal.concurrent.WorkerGroup;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.file.LineReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scans a ledger once. Chunks are scanned in parallel and checked in file order; the thread that
 * finishes the next chunk also checks the finished ones after it.
 */
public final class LedgerScan {

  /**
   * How a scan divides its work.
   *
   * @param threads how many threads scan, including the calling thread
   * @param chunk how many bytes a thread scans at once
   */
  public record Parallelism(int threads, int chunk) {

    private static final int CHUNK = 1 << 18;
    private static final int MAX_THREADS = 8;

    /** Uses more threads for larger ledgers, up to what they allow. */
    static Parallelism of(LedgerBytes bytes) {
      Parallelism share = of(bytes.size());
      return new Parallelism(Math.min(share.threads, bytes.threads()), CHUNK);
    }

    /** Uses more threads for larger ledgers, up to the number of processors. */
    static Parallelism of(long size) {
      long useful = Math.min(size / (4 * CHUNK), Runtime.getRuntime().availableProcessors());
      return new Parallelism((int) Math.max(1, Math.min(useful, MAX_THREADS)), CHUNK);
    }
  }

  private final ChunkSource reader;
  private final Supplier<ChunkScanner> scanners;
  private final ChunkCheck check;
  private final int chunkSize;

  private final Map<Long, Chunk> waiting = new HashMap<>();
  private final Deque<Chunk> free = new ArrayDeque<>();
  private int unmade;
  private long next;
  private long lines;
  private boolean visiting;
  private boolean over;

  private LedgerScan(
      ChunkSource reader, Parallelism share, Supplier<ChunkScanner> scanners, ChunkCheck check) {
    this.reader = reader;
    this.scanners = scanners;
    this.check = check;
    this.chunkSize = share.chunk;
    this.unmade = 2 * share.threads;
  }

  /**
   * Scans a ledger.
   *
   * @param scanners creates a scanner for each thread
   * @throws java.nio.channels.ClosedByInterruptException if the calling thread is interrupted
   * @throws IOException if the ledger cannot be read, or has a line that is too long
   */
  static void run(
      LedgerBytes bytes, Parallelism share, Supplier<ChunkScanner> scanners, ChunkCheck check)
      throws IOException {
    run(new ChunkReader(bytes, share.chunk), share, scanners, check);
  }

  /**
   * Scans the chunks of a source like {@link #run(LedgerBytes, Parallelism, Supplier, ChunkCheck)}.
   */
  static void run(
      ChunkSource source, Parallelism share, Supplier<ChunkScanner> scanners, ChunkCheck check)
      throws IOException {
    LedgerScan scan = new LedgerScan(source, share, scanners, check);
    if (share.threads == 1) {
      scan.work();
    } else {
      WorkerGroup.run(share.threads, scan::work, scan::stop);
    }
  }

  private void work() throws IOException {
    ChunkScanner scanner = scanners.get();
    Chunk chunk = takeFree();
    while (chunk != null && reader.next(chunk)) {
      scanner.scan(chunk);
      deliver(chunk);
      chunk = takeFree();
    }
  }

  /** Waits for an unused chunk; returns null if the scan is over. */
  private synchronized @Nullable Chunk takeFree() {
    while (free.isEmpty() && unmade == 0 && !over) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    if (over) {
      return null;
    }
    if (free.isEmpty()) {
      unmade--;
      return new Chunk(chunkSize);
    }
    return free.pop();
  }

  private void deliver(Chunk chunk) throws IOException {
    synchronized (this) {
      waiting.put(chunk.number(), chunk);
    }
    for (Chunk ready = takeTurn(); ready != null; ready = takeTurn()) {
      boolean more = false;
      try {
        more = check(ready);
      } finally {
        endTurn(ready, more);
      }
    }
  }

  private synchronized @Nullable Chunk takeTurn() {
    Chunk chunk = visiting || over ? null : waiting.remove(next);
    visiting |= chunk != null;
    return chunk;
  }

  private boolean check(Chunk chunk) throws IOException {
    boolean more = check.check(chunk, lines);
    chunk.handOn();
    lines += chunk.entries().lineCount();
    if (more && chunk.entries().isTooLong()) {
      throw new IOException("line " + lines + " is longer than " + LineReader.MAX_LINE + " bytes");
    }
    return more;
  }

  private synchronized void endTurn(Chunk chunk, boolean more) {
    visiting = false;
    next++;
    over |= !more;
    free.push(chunk);
    notifyAll();
  }

  private synchronized void stop() {
    over = true;
    notifyAll();
  }
}
