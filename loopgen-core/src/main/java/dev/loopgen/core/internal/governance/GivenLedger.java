package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.ledger.ChainStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ledger to be read on any machine.
 *
 * @param number its number, from 0 in the order in which the ledgers were given
 * @param label its name in reports
 * @param path where it is
 * @param bytes its length, 0 if it is not known
 * @param problem why it is not read; null if it is
 * @param sameAs the label of an earlier ledger that is the same file; null if there is none
 */
public record GivenLedger(
    int number,
    String label,
    String path,
    long bytes,
    @Nullable ChainStatus problem,
    @Nullable String sameAs) {

  /** Finds the ledgers of this machine that inputs name, numbered from 0. */
  public static List<GivenLedger> find(LedgerInputs inputs) {
    LedgerFinder finder = new LedgerFinder();
    inputs.all().forEach(input -> input.accept(finder));
    List<LedgerSource> found = finder.found();
    List<GivenLedger> given = new ArrayList<>();
    for (LedgerSource source : found) {
      String same =
          source.sameAs() == LedgerSource.NONE ? null : found.get(source.sameAs()).label();
      String path = source.path().toString();
      given.add(
          new GivenLedger(
              given.size(), source.label(), path, source.bytes(), source.problem(), same));
    }
    return given;
  }

  /** Returns the same ledger with another number. */
  public GivenLedger numbered(int other) {
    return new GivenLedger(other, label, path, bytes, problem, sameAs);
  }

  SourceSummary summary(ChainStatus status, long entries, RunFigures runs, long duplicates) {
    return new SourceSummary(
        label,
        path,
        status,
        bytes,
        entries,
        runs.total(),
        runs.byTier(),
        runs.first(),
        runs.last(),
        duplicates,
        sameAs);
  }
}
