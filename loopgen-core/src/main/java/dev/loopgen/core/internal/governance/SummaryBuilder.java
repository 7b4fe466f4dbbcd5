package dev.loopgen.core.internal.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunDetail;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.ledger.ChainStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Combines the figures of ledgers, in the order in which they were named. */
final class SummaryBuilder {

  private final List<LedgerSource> ledgers;
  private final LedgerFigures.ReadOptions manner;
  private final List<SourceSummary> sources = new ArrayList<>();
  private final RecentRuns latest;
  private final RecentRuns failures;
  private final Map<Integer, Map<Sha256, TrustTier>> tiers = new HashMap<>();
  private RunFigures trusted = RunFigures.NONE;
  private RunFigures untrusted = RunFigures.NONE;
  private @Nullable KnownEntries known;

  SummaryBuilder(List<LedgerSource> ledgers, LedgerFigures.ReadOptions manner) {
    this.ledgers = ledgers;
    this.manner = manner;
    this.latest = new RecentRuns(manner.details());
    this.failures = new RecentRuns(manner.details());
  }

  /** Adds a group of consecutive ledgers. */
  void add(int from, List<LedgerFigures> figures) {
    RunFigures together = RunFigures.NONE;
    for (int i = 0; i < figures.size(); i++) {
      together = together.merge(add(from + i, figures.get(i)));
    }
    trusted = trusted.merge(together);
  }

  private RunFigures add(int number, LedgerFigures figures) {
    LedgerSource found = ledgers.get(number);
    if (!figures.status().isIntact()) {
      addClaims(found, figures);
      return RunFigures.NONE;
    }
    if (found.sameAs() != LedgerSource.NONE) {
      long entries = figures.reading().entries();
      String before = ledgers.get(found.sameAs()).label();
      sources.add(source(found, figures.status(), entries, RunFigures.NONE, entries, before));
      return RunFigures.NONE;
    }
    LedgerFigures counted =
        ledgers.size() == 1 && !repeats(figures.status()) ? figures : withoutKnown(number, figures);
    if (!counted.status().isIntact()) {
      addClaims(found, counted);
      return RunFigures.NONE;
    }
    RunCollector reading = counted.reading();
    reading.addTo(latest, failures);
    tiers.put(number, counted.tiers());
    RunFigures sums = reading.sums();
    sources.add(source(found, counted.status(), reading.entries(), sums, reading.leftOut(), null));
    return sums;
  }

  /** Tells whether a ledger has an entry twice. */
  static boolean repeats(ChainStatus status) {
    return status instanceof ChainStatus.Forked forked && forked.repeated() > 0;
  }

  /** Counts an entry once, even if several ledgers have it, and remembers the counted ones. */
  private LedgerFigures withoutKnown(int number, LedgerFigures figures) {
    KnownEntries before = known(number, figures.reading());
    boolean again =
        repeats(figures.status())
            || figures.reading().hashes().stream()
                .anyMatch(hashes -> hashes.anyMatch(before::contains));
    LedgerFigures counted =
        again ? manner.readAgain(ledgers.get(number), number, before, figures.tiers()) : figures;
    if (counted.status().isIntact()) {
      counted.reading().hashes().forEach(hashes -> hashes.addTo(before));
    }
    return counted;
  }

  /** Reserves space for the entries of all ledgers, estimated from the length of the first ones. */
  private KnownEntries known(int number, RunCollector reading) {
    KnownEntries present = known;
    if (present == null) {
      long bytes = Math.max(1, ledgers.get(number).bytes());
      long all = ledgers.stream().mapToLong(LedgerSource::bytes).sum();
      present = new KnownEntries((long) ((double) all / bytes * reading.entries()));
      known = present;
    }
    return present;
  }

  private void addClaims(LedgerSource found, LedgerFigures figures) {
    ChainStatus status = figures.status();
    if (hasNoClaims(status) || found.sameAs() != LedgerSource.NONE) {
      String before =
          found.sameAs() == LedgerSource.NONE ? null : ledgers.get(found.sameAs()).label();
      sources.add(source(found, status, 0, RunFigures.NONE, 0, before));
      return;
    }
    RunCollector claims = figures.reading();
    RunFigures sums = claims.sums();
    untrusted = untrusted.merge(sums);
    sources.add(source(found, status, claims.entries(), sums, 0, null));
  }

  /** Tells whether a ledger with this status is not even read for what it claims. */
  static boolean hasNoClaims(ChainStatus status) {
    return status instanceof ChainStatus.Missing
        || status instanceof ChainStatus.Empty
        || status instanceof ChainStatus.Unreadable
        || status instanceof ChainStatus.SymbolicLink;
  }

  static SourceSummary source(
      LedgerSource found,
      ChainStatus status,
      long entries,
      RunFigures runs,
      long duplicates,
      @Nullable String sameAs) {
    String path = found.path().toString();
    return new GivenLedger(0, found.label(), path, found.bytes(), null, sameAs)
        .summary(status, entries, runs, duplicates);
  }

  GovernanceSummary summary() {
    RunFigures details = details(latest, failures, this::detail);
    return new GovernanceSummary(trusted.merge(details), untrusted, sources);
  }

  /** Returns figures that have nothing but details; reads each run once. */
  static RunFigures details(
      RecentRuns latest,
      RecentRuns failures,
      Function<RecentRuns.RunLocation, Optional<RunDetail>> reader) {
    Map<RecentRuns.RunLocation, Optional<RunDetail>> read = new HashMap<>();
    return new RunFigures(
        RunTally.NONE,
        RunFigures.NONE.byDay(),
        RunFigures.NONE.byLoop(),
        RunFigures.NONE.byActor(),
        RunFigures.NONE.byMode(),
        RunFigures.NONE.byTier(),
        RunFigures.NONE.commands(),
        RunFigures.NONE.patterns(),
        RunFigures.NONE.tests(),
        0,
        null,
        null,
        details(latest, read, reader),
        details(failures, read, reader));
  }

  private static List<RunDetail> details(
      RecentRuns runs,
      Map<RecentRuns.RunLocation, Optional<RunDetail>> read,
      Function<RecentRuns.RunLocation, Optional<RunDetail>> reader) {
    return runs.list().stream()
        .flatMap(where -> read.computeIfAbsent(where, reader).stream())
        .toList();
  }

  private Optional<RunDetail> detail(RecentRuns.RunLocation where) {
    LedgerSource found = ledgers.get(where.ledger());
    return RunDetailReader.read(
        found.label(),
        found.ledger()::at,
        where,
        Objects.requireNonNull(tiers.get(where.ledger())));
  }
}
