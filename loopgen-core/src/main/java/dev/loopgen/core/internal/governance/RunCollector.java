package dev.loopgen.core.internal.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds up the runs of one ledger while it is scanned. */
final class RunCollector implements EntryVisitor {

  private final Request wanted;
  private final List<Worker> workers = new ArrayList<>();
  private RetryFinder retries = new RetryFinder();
  private KnownEntries seen = new KnownEntries(0);

  /**
   * How the runs of a ledger are collected.
   *
   * @param ledger its number
   * @param range the runs that count
   * @param fingerprint computes fingerprints of hashes
   * @param before entries that were counted already and are skipped, like repeated ones; null if
   *     all entries count
   * @param keepHashes whether the fingerprints of counted entries are kept
   * @param details the number of runs that are kept in detail
   * @param tiers the trust tiers of some entries
   * @param progress is told the number of bytes read
   */
  record Request(
      int ledger,
      TimeRange range,
      SipHash fingerprint,
      @Nullable KnownEntries before,
      boolean keepHashes,
      int details,
      Map<Sha256, TrustTier> tiers,
      LongConsumer progress) {}

  RunCollector(Request wanted) {
    this.wanted = wanted;
  }

  @Override
  public synchronized void restart() {
    workers.clear();
    retries = new RetryFinder();
    seen = new KnownEntries(0);
  }

  @Override
  public synchronized EntryVisitor.Worker worker() {
    Worker worker = new Worker(retries);
    workers.add(worker);
    return worker;
  }

  /** Returns the sums over all counted runs, without details of single runs. */
  synchronized RunFigures sums() {
    return Stream.concat(workers.stream().map(worker -> worker.figures), Stream.of(retries.found()))
        .map(RunFiguresBuilder::sums)
        .reduce(RunFigures.NONE, RunFigures::merge);
  }

  /** Returns the number of entries, whether their runs count or not. */
  synchronized long entries() {
    return workers.stream().mapToLong(worker -> worker.entries).sum();
  }

  /** Returns the number of entries that were skipped because of their fingerprint. */
  synchronized long leftOut() {
    return workers.stream().mapToLong(worker -> worker.leftOut).sum();
  }

  /** Returns the first and the last run of each loop. */
  synchronized RetryFinder retries() {
    return retries;
  }

  synchronized List<FingerprintList> hashes() {
    return workers.stream().map(worker -> worker.hashes).toList();
  }

  /** Adds the latest runs and the latest failed runs. */
  synchronized void addTo(RecentRuns latest, RecentRuns failures) {
    workers.forEach(worker -> latest.addAll(worker.latest));
    workers.forEach(worker -> failures.addAll(worker.failures));
  }

  private synchronized boolean isFirst(long fingerprint) {
    return seen.add(fingerprint);
  }

  private final class Worker implements EntryVisitor.Worker {

    private static final int SLACK = EntryScanner.SLACK;

    private final RunFiguresBuilder figures = new RunFiguresBuilder();
    private final FingerprintList hashes = new FingerprintList();
    private final RecentRuns latest = new RecentRuns(wanted.details);
    private final RecentRuns failures = new RecentRuns(wanted.details);
    private final RetryFinder retries;
    private final RetryFinder.ChunkRetries part = new RetryFinder.ChunkRetries();
    private final CountedRun run = new CountedRun();
    private final boolean needsHash =
        wanted.before != null || wanted.keepHashes || wanted.details > 0 || !wanted.tiers.isEmpty();
    private final byte[] hash = new byte[Sha256.LENGTH + SLACK];
    private @Nullable SlotRunReader slots;
    private long entries;
    private long leftOut;
    private long position;
    private int length;
    private byte[] text = {};

    Worker(RetryFinder retries) {
      this.retries = retries;
    }

    @Override
    public void begin(long start, byte[] lines) {
      position = start;
      text = lines;
      length = 0;
    }

    @Override
    public void sound(EntryScanner entry, int from, int to) {
      SlotRunReader reader = slots;
      if (reader == null || !reader.reads(entry)) {
        reader = new SlotRunReader(entry);
        slots = reader;
      }
      if (needsHash) {
        entry.copyHash(hash, 0);
      }
      if (counts() && (reader.read(text, run) || readUnusual(from, to))) {
        add(from, to);
      }
    }

    private boolean readUnusual(int from, int to) {
      EntryRunReader.read(EntryRunReader.entry(Arrays.copyOfRange(text, from, to)), run);
      return true;
    }

    @Override
    public void general(AuditEntry entry, int from, int to) {
      Sha256.ofHex(entry.hash().orElseThrow()).copyTo(hash, 0);
      if (counts()) {
        EntryRunReader.read(entry, run);
        add(from, to);
      }
    }

    private boolean counts() {
      entries++;
      KnownEntries before = wanted.before;
      if (before == null && !wanted.keepHashes) {
        return true;
      }
      long fingerprint = wanted.fingerprint.of(hash, 0, Sha256.LENGTH);
      if (before != null && (before.contains(fingerprint) || !isFirst(fingerprint))) {
        leftOut++;
        return false;
      }
      if (wanted.keepHashes) {
        hashes.add(fingerprint);
      }
      return true;
    }

    private void add(int from, int to) {
      length = to;
      Instant at = run.at();
      if (!wanted.range.has(at)) {
        return;
      }
      if (!wanted.tiers.isEmpty()) {
        run.tier = wanted.tiers.getOrDefault(Sha256.of(hash, 0), run.tier);
      }
      figures.add(run);
      if (part.add(run, wanted.fingerprint)) {
        figures.addRetry(RetryFinder.start(run, RetryFinder.LastRun.of(run, wanted.fingerprint)));
      }
      if (at != null && wanted.details > 0) {
        addDetail(latest, at, from, to);
        if (!run.passed) {
          addDetail(failures, at, from, to);
        }
      }
    }

    private void addDetail(RecentRuns runs, Instant at, int from, int to) {
      if (runs.wants(at)) {
        runs.add(
            new RecentRuns.RunLocation(
                at, Sha256.of(hash, 0), wanted.ledger, position + from, to - from));
      }
    }

    @Override
    public Runnable end() {
      wanted.progress.accept(length);
      return retries.stitch(part);
    }
  }
}
