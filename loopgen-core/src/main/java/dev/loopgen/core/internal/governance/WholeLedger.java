package dev.loopgen.core.internal.governance;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import java.io.IOException;
import java.util.Optional;

/** A ledger whose runs are counted by its own reader. */
final class WholeLedger implements CountedLedger {

  private final LedgerReader reader;
  private final Optional<LedgerFile> file;

  WholeLedger(LedgerReader reader, Optional<LedgerFile> file) {
    this.reader = reader;
    this.file = file;
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

  @Override
  public Optional<LedgerBytes> open() throws IOException {
    return file.isPresent() ? Optional.of(file.get().bytes()) : Optional.empty();
  }
}
