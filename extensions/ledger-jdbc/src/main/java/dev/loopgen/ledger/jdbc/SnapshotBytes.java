package dev.loopgen.ledger.jdbc;

import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a ledger in a database, all as of one moment. What counts is the order and content
 * of the lines that the database returns; the positions that it states only divide the work. A
 * block that reads differently when it is read again is an error.
 */
final class SnapshotBytes implements LedgerBytes {

  private static final int KEPT = 4;

  /** How many blocks may be empty, apart from those that lines longer than a block leave. */
  private static final int GAPS = 64;

  private final BlockSource source;
  private final Closeable closing;
  private final long blocks;
  private final long statedSize;
  private final BlockFingerprint fingerprint = new BlockFingerprint();
  private final List<Long> starts = new ArrayList<>(List.of(0L));
  private final List<Long> fingerprints = new ArrayList<>();
  private long gaps;
  private final Map<Long, byte[]> kept =
      new LinkedHashMap<>(KEPT, 1, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param blocks how many blocks there are
   * @param statedSize how many bytes there are, as the database states
   * @param closing ends the reading
   */
  SnapshotBytes(BlockSource source, long blocks, long statedSize, Closeable closing) {
    this.source = source;
    this.blocks = blocks;
    this.statedSize = statedSize;
    this.closing = closing;
  }

  @Override
  public long size() {
    return statedSize;
  }

  @Override
  public long end() {
    return Long.MAX_VALUE;
  }

  @Override
  public synchronized int read(ByteBuffer target, long position) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    while (position >= known() && fingerprints.size() < blocks) {
      block(fingerprints.size());
    }
    if (position >= known()) {
      return -1;
    }
    int number = lastStartingUpTo(position);
    byte[] text = block(number);
    int from = (int) (position - starts.get(number));
    int length = Math.min(target.remaining(), text.length - from);
    target.put(text, from, length);
    return length;
  }

  private long known() {
    return starts.get(starts.size() - 1);
  }

  private int lastStartingUpTo(long position) {
    int low = 0;
    int high = fingerprints.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts.get(middle) <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private byte[] block(int number) throws IOException {
    byte[] known = kept.get((long) number);
    if (known != null) {
      return known;
    }
    byte[] text = source.read(number);
    long print = fingerprint.of(text);
    if (number == fingerprints.size()) {
      requireFew(text.length == 0 ? ++gaps : gaps);
      fingerprints.add(print);
      starts.add(known() + text.length);
    } else if (print != fingerprints.get(number)) {
      throw new SqlFailure("the database returned other entries than a moment before", false);
    }
    kept.put((long) number, text);
    return text;
  }

  private void requireFew(long empty) throws SqlFailure {
    if (empty - GAPS > known() / BlockQuery.BLOCK) {
      throw new SqlFailure("the positions that the database states are not those of lines", false);
    }
  }

  @Override
  public void close() throws IOException {
    closing.close();
  }
}
