package dev.loopgen.core.internal.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.governance.RunColumn;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunRow;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * Passes the runs of one ledger on as rows, in file order, and adds up those that are no
 * duplicates. Lines are read in parallel.
 */
final class RowVisitor implements EntryVisitor {

  private final Request wanted;
  private final RunFiguresBuilder figures = new RunFiguresBuilder();
  private final RetryFinder.ChunkRetries retries = new RetryFinder.ChunkRetries();
  private long entries;
  private long duplicates;

  /**
   * How the runs of a ledger are passed on.
   *
   * @param source the values of all rows
   * @param range the runs that count
   * @param tiers the trust tiers of some entries
   * @param isDuplicate tells whether an entry was counted already, by the fingerprint of its hash
   * @param fingerprint computes fingerprints
   * @param receiver takes the rows
   * @param progress is told the number of bytes read
   */
  record Request(
      Map<RunColumn, Object> source,
      TimeRange range,
      Map<Sha256, TrustTier> tiers,
      LongPredicate isDuplicate,
      SipHash fingerprint,
      Governance.RowReceiver receiver,
      LongConsumer progress) {}

  /** A run that was read, and its row without the place of the entry. */
  private record ReadRun(Sha256 hash, CountedRun run, Map<RunColumn, Object> row) {}

  /** Returns the values that all rows of a ledger share. */
  static Map<RunColumn, Object> source(String label, String path, ChainStatus status) {
    return Map.of(
        RunColumn.SOURCE,
        label,
        RunColumn.LEDGER,
        path,
        RunColumn.CHAIN,
        status.id(),
        RunColumn.TRUSTED,
        status.isIntact());
  }

  RowVisitor(Request wanted) {
    this.wanted = wanted;
  }

  /** Does nothing: the ledger is read once. */
  @Override
  public void restart() {}

  @Override
  public EntryVisitor.Worker worker() {
    return new Worker();
  }

  /** Returns the sums over the runs that are no duplicates. */
  RunFigures sums() {
    return figures.sums();
  }

  /** Returns the number of entries. */
  long entries() {
    return entries;
  }

  /** Returns the number of duplicate entries. */
  long duplicates() {
    return duplicates;
  }

  private void passOn(List<ReadRun> runs, long bytes) {
    runs.forEach(this::passOn);
    wanted.progress.accept(bytes);
  }

  private void passOn(ReadRun read) {
    long index = entries++;
    byte[] hash = new byte[Sha256.LENGTH + EntryScanner.SLACK];
    read.hash.copyTo(hash, 0);
    boolean duplicate = wanted.isDuplicate.test(wanted.fingerprint.of(hash, 0, Sha256.LENGTH));
    duplicates += duplicate ? 1 : 0;
    CountedRun run = read.run;
    if (!wanted.range.has(run.at())) {
      return;
    }
    run.tier = wanted.tiers.getOrDefault(read.hash, run.tier);
    if (!duplicate) {
      count(run);
    }
    Map<RunColumn, Object> row = read.row;
    row.putAll(wanted.source);
    row.put(RunColumn.ENTRY_INDEX, index);
    row.put(RunColumn.DUPLICATE, duplicate);
    row.put(RunColumn.TIER, run.tier.id());
    wanted.receiver.take(new RunRow(row));
  }

  private void count(CountedRun run) {
    figures.add(run);
    if (retries.add(run, wanted.fingerprint)) {
      figures.addRetry(RetryFinder.start(run, RetryFinder.LastRun.of(run, wanted.fingerprint)));
    }
  }

  private final class Worker implements EntryVisitor.Worker {

    private byte[] text = {};
    private List<ReadRun> runs = new ArrayList<>();
    private int length;

    @Override
    public void begin(long position, byte[] lines) {
      text = lines;
      runs = new ArrayList<>();
      length = 0;
    }

    @Override
    public void sound(EntryScanner entry, int from, int to) {
      general(EntryRunReader.entry(Arrays.copyOfRange(text, from, to)), from, to);
    }

    @Override
    public void general(AuditEntry entry, int from, int to) {
      CountedRun run = new CountedRun();
      Map<RunColumn, Object> row = RunRowReader.read(entry, run);
      runs.add(new ReadRun(Sha256.ofHex(entry.hash().orElseThrow()), run, row));
      length = to;
    }

    @Override
    public Runnable end() {
      List<ReadRun> read = runs;
      long bytes = length;
      return () -> passOn(read, bytes);
    }
  }
}
