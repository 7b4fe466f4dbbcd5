package dev.loopgen.core.internal.run;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import java.util.List;
import java.util.stream.Stream;

/** A ledger after whose appends the thread is interrupted, as by a deadline at that moment. */
record InterruptingLedger(AuditLedger ledger) implements AuditLedger {

  @Override
  public AuditEntry append(Json.Obj facts) throws InterruptedException {
    AuditEntry entry = ledger.append(facts);
    Thread.currentThread().interrupt();
    return entry;
  }

  @Override
  public List<TreeHead> heads() {
    return ledger.heads();
  }

  @Override
  public Stream<AuditEntry> entries() {
    return ledger.entries();
  }

  @Override
  public ChainStatus verify(LedgerExpectation expectation) {
    return ledger.verify(expectation);
  }
}
