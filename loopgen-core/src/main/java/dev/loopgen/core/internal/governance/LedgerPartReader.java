package dev.loopgen.core.internal.governance;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.core.internal.ledger.verify.LedgerSplit;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads ledgers one by one, on any machine. The parts merge to what {@link LedgersGovernance} makes
 * of all of them, if each entry that several ledgers have is left out of all but the first.
 * Thread-safe.
 *
 * @param range the runs that count
 * @param details the number of runs that are kept in detail
 * @param fingerprint computes fingerprints of hashes; the same for all ledgers
 */
public record LedgerPartReader(TimeRange range, int details, SipHash fingerprint) {

  /** Reads a ledger; counts all its entries. */
  public LedgerPart read(GivenLedger given, CountedLedger ledger) {
    RunCollector runs = collector(given, null);
    ChainStatus status = ledger.verify(runs);
    if (!status.isIntact()) {
      return claims(given, status, runs);
    }
    if (given.sameAs() != null) {
      long entries = runs.entries();
      return part(given, status, entries, RunFigures.NONE, entries);
    }
    return counted(given, status, runs);
  }

  /**
   * Reads the lines of a ledger that start within a range.
   *
   * @return what {@link #join} needs of them, or empty if the ledger has to be read as a whole
   * @throws IOException if they cannot be read
   */
  public Optional<byte[]> readSplit(GivenLedger given, LedgerBytes bytes, long from, long to)
      throws IOException {
    RunCollector runs = collector(given, null);
    Optional<LedgerSplit> links = LedgerSplit.scan(bytes, from, to, fingerprint, runs);
    if (links.isEmpty() || runs.retries().isFull()) {
      return Optional.empty();
    }
    GovernanceSummary figures = new GovernanceSummary(runs.sums(), RunFigures.NONE, List.of());
    return Optional.of(
        new LedgerSplitPart(
                links.get(),
                withDetails(figures, runs),
                runs.retries(),
                FingerprintList.concatenate(runs.hashes()))
            .encode());
  }

  /**
   * Joins all parts of a ledger, in their order.
   *
   * @return what the ledger comes to, or empty if it has to be read as a whole
   */
  public Optional<LedgerPart> join(GivenLedger given, List<byte[]> encoded) {
    List<LedgerSplitPart> parts = encoded.stream().map(LedgerSplitPart::decode).toList();
    Optional<ChainStatus> status =
        LedgerSplit.join(parts.stream().map(LedgerSplitPart::links).toList());
    RetryFinder retries = new RetryFinder();
    parts.forEach(part -> retries.stitch(part.retries()));
    if (status.isEmpty() || retries.isFull()) {
      return Optional.empty();
    }
    SummaryPart all = SummaryPart.merge(parts.stream().map(LedgerSplitPart::summary).toList());
    RunFigures sums = all.figures().runs().merge(retries.found().sums());
    long[] hashes = parts.stream().flatMapToLong(part -> Arrays.stream(part.hashes())).toArray();
    GovernanceSummary summary =
        new GovernanceSummary(
            sums, RunFigures.NONE, List.of(given.summary(status.get(), hashes.length, sums, 0)));
    return Optional.of(new LedgerPart(status.get(), all.of(summary), hashes));
  }

  /** Returns a part without ledgers. */
  public SummaryPart none() {
    return withoutDetails(GovernanceSummary.EMPTY);
  }

  /** Returns the part of a ledger that cannot be read. */
  public LedgerPart unread(GivenLedger given, ChainStatus problem) {
    return part(given, problem, 0, RunFigures.NONE, 0);
  }

  /**
   * Reads a ledger again, without entries that others have and without its own repetitions.
   *
   * @param before the result of its first check
   * @param known the fingerprints of the entries that earlier ledgers have
   * @throws LedgerException if the result of the check is no longer the same
   */
  public LedgerPart readAgain(
      GivenLedger given, CountedLedger ledger, ChainStatus before, long[] known) {
    KnownEntries set = new KnownEntries(known.length);
    for (long one : known) {
      set.add(one);
    }
    RunCollector runs = collector(given, set);
    if (!ledger.verify(runs).equals(before)) {
      throw changed(given);
    }
    return counted(given, before, runs);
  }

  /**
   * Passes the runs of a ledger on, each with what is known of it from comparing it with others.
   * What was passed on before an exception does not count.
   *
   * @param before what the ledger came to when it was read first
   * @param known the fingerprints of the entries that earlier ledgers have
   * @throws LedgerException if the result of the check is no longer the same
   */
  public void rows(
      GivenLedger given,
      CountedLedger ledger,
      SourceSummary before,
      long[] known,
      Governance.RowReceiver receiver) {
    if (before.entries() == 0) {
      return;
    }
    RowVisitor rows = rowVisitor(given, before.status(), known, receiver);
    EntryVisitor once =
        new EntryVisitor() {
          @Override
          public void restart() {
            if (rows.entries() > 0) {
              throw changed(given);
            }
          }

          @Override
          public Worker worker() {
            return rows.worker();
          }
        };
    if (!before.status().isIntact()) {
      ledger.scanClaims(once);
    } else if (!ledger.verify(once).equals(before.status())) {
      throw changed(given);
    }
  }

  private RowVisitor rowVisitor(
      GivenLedger given, ChainStatus status, long[] known, Governance.RowReceiver receiver) {
    KnownEntries counted = new KnownEntries(known.length);
    for (long one : known) {
      counted.add(one);
    }
    KnownEntries own = new KnownEntries(0);
    boolean repeats = SummaryBuilder.repeats(status);
    boolean again = given.sameAs() != null;
    return new RowVisitor(
        new RowVisitor.Request(
            RowVisitor.source(given.label(), given.path(), status),
            range,
            Map.of(),
            hash -> again || counted.contains(hash) || repeats && !own.add(hash),
            fingerprint,
            receiver,
            bytes -> {}));
  }

  static LedgerException changed(GivenLedger given) {
    return new LedgerException(
        "The ledger "
            + given.label()
            + " changed while it was being read. Try again when nothing writes to it, or read a"
            + " copy.");
  }

  private RunCollector collector(GivenLedger given, @Nullable KnownEntries before) {
    return new RunCollector(
        new RunCollector.Request(
            given.number(), range, fingerprint, before, true, details, Map.of(), bytes -> {}));
  }

  private LedgerPart claims(GivenLedger given, ChainStatus status, RunCollector claims) {
    if (SummaryBuilder.hasNoClaims(status) || given.sameAs() != null) {
      return unread(given, status);
    }
    RunFigures sums = claims.sums();
    GovernanceSummary summary =
        new GovernanceSummary(
            RunFigures.NONE, sums, List.of(given.summary(status, claims.entries(), sums, 0)));
    return new LedgerPart(status, withoutDetails(summary), new long[0]);
  }

  private LedgerPart counted(GivenLedger given, ChainStatus status, RunCollector runs) {
    RunFigures sums = runs.sums();
    GovernanceSummary summary =
        new GovernanceSummary(
            sums,
            RunFigures.NONE,
            List.of(given.summary(status, runs.entries(), sums, runs.leftOut())));
    return new LedgerPart(
        status, withDetails(summary, runs), FingerprintList.concatenate(runs.hashes()));
  }

  private SummaryPart withDetails(GovernanceSummary summary, RunCollector runs) {
    RecentRuns latest = new RecentRuns(details);
    RecentRuns failures = new RecentRuns(details);
    runs.addTo(latest, failures);
    return new SummaryPart(summary, latest, failures);
  }

  private LedgerPart part(
      GivenLedger given, ChainStatus status, long entries, RunFigures runs, long duplicates) {
    GovernanceSummary summary =
        new GovernanceSummary(
            RunFigures.NONE,
            RunFigures.NONE,
            List.of(given.summary(status, entries, runs, duplicates)));
    return new LedgerPart(status, withoutDetails(summary), new long[0]);
  }

  private SummaryPart withoutDetails(GovernanceSummary summary) {
    return new SummaryPart(summary, new RecentRuns(details), new RecentRuns(details));
  }
}
