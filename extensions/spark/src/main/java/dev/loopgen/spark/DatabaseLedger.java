package dev.loopgen.spark;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.governance.CountedLedger;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import javax.sql.DataSource;

/**
 * A ledger in a PostgreSQL database, read as one snapshot each time.
 *
 * @param reader reads it
 */
record DatabaseLedger(LedgerReader reader) implements CountedLedger {

  static DatabaseLedger of(DataSource database, String name) {
    return new DatabaseLedger(
        LedgerReader.of(JdbcAuditLedger.builder(database, name).readers(1).build()));
  }

  @Override
  public ChainStatus verify(EntryVisitor visitor) {
    return reader.read(LedgerExpectation.NONE, visitor).status();
  }

  @Override
  public void scanClaims(EntryVisitor visitor) {
    reader.scan(visitor);
  }

  @Override
  public AuditEntry at(LedgerReader.Place place) {
    return reader.at(place);
  }
}
