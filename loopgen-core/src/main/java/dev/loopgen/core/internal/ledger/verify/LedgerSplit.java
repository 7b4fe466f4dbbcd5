package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive lines of a ledger, all of which are sound entries that follow each other. A ledger of
 * such parts can be verified on several machines; whatever is wrong or unusual with another, only
 * reading it as a whole can say.
 *
 * @param parent the hash of the first entry's parent; null if it has none
 * @param hashes the hashes of the entries, 32 bytes each
 * @param ids the fingerprints of their ids
 */
public record LedgerSplit(byte @Nullable [] parent, byte[] hashes, long[] ids) {

  private static final int LENGTH = Sha256.LENGTH;
  private static final int CHUNK = 1 << 18;
  private static final int SEARCH = 1 << 13;

  /**
   * Scans the lines that start within a range.
   *
   * @param fingerprint computes the fingerprints of ids; the same for all parts
   * @return empty if they are not all sound and in order
   * @throws IOException if they cannot be read, or one is too long
   */
  public static Optional<LedgerSplit> scan(
      LedgerBytes bytes, long from, long to, SipHash fingerprint, EntryVisitor visitor)
      throws IOException {
    long start = lineStart(bytes, from);
    long end = lineStart(bytes, to);
    LinkCollector links = new LinkCollector();
    visitor.restart();
    if (start >= end) {
      return links.split();
    }
    LedgerScan.run(
        new Range(bytes, start, end),
        new LedgerScan.Parallelism(1, CHUNK),
        () ->
            new ChunkScanner(Set.of(), fingerprint, new MovedWorker(visitor.worker(), start), null),
        links);
    return links.split();
  }

  /** Returns where the first line starts that starts at a position or later. */
  private static long lineStart(LedgerBytes bytes, long position) throws IOException {
    if (position == 0) {
      return 0;
    }
    byte[] text = new byte[SEARCH];
    long at = position - 1;
    while (at < bytes.end()) {
      int read = bytes.read(ByteBuffer.wrap(text), at);
      for (int i = 0; i < read; i++) {
        if (text[i] == '\n') {
          return at + i + 1;
        }
      }
      if (read < 0) {
        break;
      }
      at += read;
    }
    return bytes.end();
  }

  /**
   * Verifies the links of all parts of a ledger, in their order.
   *
   * @return the status of the ledger, which is intact; empty if only reading it as a whole can say
   */
  public static Optional<ChainStatus> join(List<LedgerSplit> parts) {
    FingerprintSet ids =
        new FingerprintSet(parts.stream().mapToLong(part -> part.ids.length).sum());
    MerkleTree tree = MerkleTree.empty();
    byte[] last = null;
    for (LedgerSplit part : parts) {
      if (part.ids.length == 0) {
        continue;
      }
      if (!Arrays.equals(part.parent, last)) {
        return Optional.empty();
      }
      for (int entry = 0; entry < part.ids.length; entry++) {
        if (!ids.add(part.ids[entry])) {
          return Optional.empty();
        }
        tree.append(part.hashes, entry * LENGTH);
      }
      last = Arrays.copyOfRange(part.hashes, part.hashes.length - LENGTH, part.hashes.length);
    }
    return last == null
        ? Optional.empty()
        : Optional.of(
            new ChainStatus.Intact(new TreeHead(Sha256.of(last), tree.size(), tree.root())));
  }

  /** Collects links as long as nothing is unusual. */
  private static final class LinkCollector implements ChunkCheck {

    private byte @Nullable [] parent;
    private byte[] hashes = new byte[128 * LENGTH];
    private long[] ids = new long[128];
    private final byte[] last = new byte[LENGTH];
    private int count;
    private boolean unusual;

    @Override
    public boolean check(Chunk chunk, long lines) {
      ChunkEntries entries = chunk.entries();
      unusual |= entries.defect() != null || entries.isTooLong();
      for (int entry = 0; entry < entries.count() && !unusual; entry++) {
        add(entries, entry);
      }
      return !unusual;
    }

    private void add(ChunkEntries entries, int entry) {
      if (count == 0) {
        List<Sha256> parents = entries.parents(entry);
        unusual |= parents.size() > 1;
        parent = parents.isEmpty() ? null : parents.get(0).bytes();
      } else {
        unusual |= !entries.follows(entry, last);
      }
      if (count == ids.length) {
        hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        ids = Arrays.copyOf(ids, 2 * count);
      }
      entries.copyHash(entry, last, 0);
      System.arraycopy(last, 0, hashes, count * LENGTH, LENGTH);
      ids[count++] = entries.fingerprint(entry);
    }

    Optional<LedgerSplit> split() {
      return unusual
          ? Optional.empty()
          : Optional.of(
              new LedgerSplit(
                  parent, Arrays.copyOf(hashes, count * LENGTH), Arrays.copyOf(ids, count)));
    }
  }

  /** Some of the bytes of a ledger; they stay open. */
  private record Range(LedgerBytes bytes, long start, long limit) implements LedgerBytes {

    @Override
    public long size() {
      return limit - start;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return bytes.read(target, start + position);
    }

    @Override
    public void close() {}
  }

  /** Tells a worker the positions in the ledger. */
  private record MovedWorker(EntryVisitor.Worker worker, long start)
      implements EntryVisitor.Worker {

    @Override
    public void begin(long position, byte[] text) {
      worker.begin(start + position, text);
    }

    @Override
    public void sound(EntryScanner entry, int from, int to) {
      worker.sound(entry, from, to);
    }

    @Override
    public void general(AuditEntry entry, int from, int to) {
      worker.general(entry, from, to);
    }

    @Override
    public Runnable end() {
      return worker.end();
    }
  }
}
