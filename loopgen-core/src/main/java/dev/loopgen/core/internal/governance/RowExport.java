package dev.loopgen.core.internal.governance;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.core.internal.ledger.verify.LedgerContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Passes the runs of ledgers on as rows, ledger by ledger, each verified before its first row. Not
 * thread-safe.
 */
final class RowExport {

  private final List<LedgerSource> ledgers;
  private final LedgerFigures.ReadOptions manner;
  private final Governance.RowReceiver receiver;
  private final List<SourceSummary> sources = new ArrayList<>();
  private final KnownEntries known = new KnownEntries(0);
  private RunFigures trusted = RunFigures.NONE;
  private RunFigures untrusted = RunFigures.NONE;

  RowExport(
      List<LedgerSource> ledgers,
      LedgerFigures.ReadOptions manner,
      Governance.RowReceiver receiver) {
    this.ledgers = ledgers;
    this.manner = manner;
    this.receiver = receiver;
  }

  GovernanceSummary run() throws InterruptedException {
    for (LedgerSource found : ledgers) {
      try {
        export(found);
      } catch (LedgerException e) {
        stopIfInterrupted();
        throw e;
      }
      stopIfInterrupted();
    }
    return new GovernanceSummary(trusted, untrusted, sources);
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void export(LedgerSource found) {
    ChainStatus problem =
        found.ledger() instanceof JsonlAuditLedger
            ? found.problem()
            : new ChainStatus.Unreadable("only ledgers in files have rows; export it to a file");
    if (problem != null) {
      sources.add(SummaryBuilder.source(found, problem, 0, RunFigures.NONE, 0, null));
      return;
    }
    JsonlAuditLedger ledger = JsonlAuditLedger.at(found.path());
    LedgerContent.Verified verified = ledger.verifyContent(found.expectation());
    if (verified.status().isIntact()) {
      exportIntact(found, ledger, verified);
    } else {
      exportClaims(found, ledger, verified.status());
    }
  }

  private void exportIntact(
      LedgerSource found, JsonlAuditLedger ledger, LedgerContent.Verified verified) {
    ChainStatus status = verified.status();
    Map<Sha256, TrustTier> tiers = manner.tierCheck().check(found.path(), status);
    boolean unique = ledgers.size() == 1 && !SummaryBuilder.repeats(status);
    LongPredicate isDuplicate = unique ? hash -> false : hash -> !known.add(hash);
    RowVisitor rows = rows(found, status, tiers, isDuplicate);
    ledger.read(verified.content(), rows);
    RunFigures sums = rows.sums();
    trusted = trusted.merge(sums);
    sources.add(
        SummaryBuilder.source(
            found, status, rows.entries(), sums, rows.duplicates(), labelOfSame(found)));
  }

  private void exportClaims(LedgerSource found, JsonlAuditLedger ledger, ChainStatus status) {
    boolean again = found.sameAs() != LedgerSource.NONE;
    RowVisitor rows = rows(found, status, Map.of(), hash -> again);
    if (!SummaryBuilder.hasNoClaims(status)) {
      ledger.scanClaims(rows);
    }
    RunFigures sums = rows.sums();
    untrusted = untrusted.merge(sums);
    sources.add(
        SummaryBuilder.source(
            found, status, again ? 0 : rows.entries(), sums, 0, labelOfSame(found)));
  }

  private RowVisitor rows(
      LedgerSource found,
      ChainStatus status,
      Map<Sha256, TrustTier> tiers,
      LongPredicate isDuplicate) {
    return new RowVisitor(
        new RowVisitor.Request(
            RowVisitor.source(found.label(), found.path().toString(), status),
            manner.range(),
            tiers,
            isDuplicate,
            manner.fingerprint(),
            receiver,
            manner.progress()));
  }

  private @Nullable String labelOfSame(LedgerSource found) {
    return found.sameAs() == LedgerSource.NONE ? null : ledgers.get(found.sameAs()).label();
  }
}
