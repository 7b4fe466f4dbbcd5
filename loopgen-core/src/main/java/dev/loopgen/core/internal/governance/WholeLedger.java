package dev.loopgen.core.internal.governance;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;

/** A ledger whose runs are counted by its own reader. */
class WholeLedger implements CountedLedger {

  private final LedgerReader reader;

  WholeLedger(LedgerReader reader) {
    this.reader = reader;
  }

  @Override
  public ChainStatus verify(EntryVisitor visitor) {
    return reader.verify(LedgerExpectation.NONE, visitor);
  }

  @Override
  public void scanClaims(EntryVisitor visitor) {
    reader.scanClaims(visitor);
  }

  @Override
  public AuditEntry at(LedgerReader.Place place) {
    return reader.at(place);
  }
}
