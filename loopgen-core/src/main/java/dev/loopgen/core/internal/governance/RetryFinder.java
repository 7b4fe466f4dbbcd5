package dev.loopgen.core.internal.governance;

import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds retries until green: runs that passed right after a run of the same loop on the same tree
 * had failed. Chunks of a ledger are scanned in any order and joined in file order.
 */
final class RetryFinder {

  private final RunFiguresBuilder found = new RunFiguresBuilder();
  private final Map<String, FirstRun> starts = new HashMap<>();
  private final Map<String, LastRun> ends = new HashMap<>();

  /**
   * The first run of a loop in a chunk.
   *
   * @param end its tree and verdict
   * @param day its day in UTC; null if it has none
   */
  record FirstRun(LastRun end, String loop, String actor, String mode, @Nullable String day) {}

  /**
   * The tree and the verdict of a run.
   *
   * @param hasTree whether the run states its judged tree; otherwise it is not part of a retry
   * @param tree the fingerprint of the tree
   */
  record LastRun(boolean hasTree, long tree, boolean passed) {

    /** A run after one that passed is not a retry. */
    private static final LastRun PASSED = new LastRun(false, 0, true);

    static LastRun of(CountedRun run, SipHash fingerprint) {
      return run.hasTree()
          ? new LastRun(true, run.tree(fingerprint), run.passed)
          : new LastRun(false, 0, run.passed);
    }

    void writeTo(DataOutput out) throws IOException {
      out.writeBoolean(hasTree);
      out.writeLong(tree);
      out.writeBoolean(passed);
    }

    static LastRun readFrom(DataInput in) throws IOException {
      return new LastRun(in.readBoolean(), in.readLong(), in.readBoolean());
    }

    boolean isRetriedBy(LastRun next) {
      return hasTree && next.hasTree && tree == next.tree && !passed && next.passed;
    }
  }

  /** The runs of one loop in a chunk. */
  private static final class Span {
    private final FirstRun start;
    private LastRun end;

    Span(FirstRun start) {
      this(start, start.end);
    }

    Span(FirstRun start, LastRun end) {
      this.start = start;
      this.end = end;
    }
  }

  /** The runs of a chunk. Not thread-safe. */
  static final class ChunkRetries {

    private static final int MOST = 1 << 12;

    private Map<String, Span> spans = new HashMap<>();

    /** Adds the next run; returns whether it is a retry of one in this chunk. */
    boolean add(CountedRun run, SipHash fingerprint) {
      Span span = spans.get(run.loop);
      if (span != null && span.end.passed && run.passed) {
        span.end = LastRun.PASSED;
        return false;
      }
      LastRun end = LastRun.of(run, fingerprint);
      if (span == null) {
        if (spans.size() < MOST) {
          spans.put(run.loop, new Span(start(run, end)));
        }
        return false;
      }
      boolean retried = span.end.isRetriedBy(end);
      span.end = end;
      return retried;
    }
  }

  /** Returns the tree and verdict of a run. */
  static FirstRun start(CountedRun run, LastRun end) {
    return new FirstRun(end, run.loop, run.actor, run.mode, run.at() == null ? null : run.day());
  }

  /**
   * Takes the runs of a chunk, to be joined after all earlier chunks. The chunk is empty
   * afterwards.
   */
  Runnable stitch(ChunkRetries part) {
    Map<String, Span> spans = part.spans;
    part.spans = new HashMap<>();
    return () -> stitch(spans);
  }

  private synchronized void stitch(Map<String, Span> spans) {
    spans.forEach(this::stitch);
  }

  private void stitch(String loop, Span span) {
    LastRun before = ends.get(loop);
    if (before != null && before.isRetriedBy(span.start.end)) {
      found.addRetry(span.start);
    }
    if (before != null || ends.size() < ChunkRetries.MOST) {
      starts.putIfAbsent(loop, span.start);
      ends.put(loop, span.end);
    }
  }

  /** Adds the runs of a later part of the ledger. */
  synchronized void stitch(RetryFinder later) {
    later.ends.forEach((loop, end) -> stitch(loop, new Span(later.start(loop), end)));
  }

  private FirstRun start(String loop) {
    return Objects.requireNonNull(starts.get(loop));
  }

  /** Tells whether there may be loops that are not remembered. */
  synchronized boolean isFull() {
    return ends.size() == ChunkRetries.MOST;
  }

  /** Writes the first and the last run of each loop. */
  synchronized void writeTo(DataOutput out) throws IOException {
    out.writeInt(ends.size());
    for (Map.Entry<String, LastRun> end : ends.entrySet()) {
      FirstRun start = start(end.getKey());
      writeText(start.loop, out);
      writeText(start.actor, out);
      writeText(start.mode, out);
      writeText(start.day == null ? "" : start.day, out);
      start.end.writeTo(out);
      end.getValue().writeTo(out);
    }
  }

  static RetryFinder readFrom(DataInput in) throws IOException {
    RetryFinder read = new RetryFinder();
    for (int left = in.readInt(); left > 0; left--) {
      String loop = readText(in);
      String actor = readText(in);
      String mode = readText(in);
      String day = readText(in);
      LastRun first = LastRun.readFrom(in);
      read.starts.put(
          loop, new FirstRun(first, loop, actor, mode, day.isEmpty() ? null : day));
      read.ends.put(loop, LastRun.readFrom(in));
    }
    return read;
  }

  /** Names may have lone surrogates, which no encoding of characters keeps. */
  private static void writeText(String text, DataOutput out) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  private static String readText(DataInput in) throws IOException {
    char[] units = new char[in.readInt()];
    for (int i = 0; i < units.length; i++) {
      units[i] = in.readChar();
    }
    return new String(units);
  }

  /** Returns the retries that span two chunks. */
  synchronized RunFiguresBuilder found() {
    return found;
  }
}
