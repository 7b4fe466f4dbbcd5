package dev.loopgen.core.internal.governance;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A ledger whose runs are counted, wherever it is kept. */
public interface CountedLedger {

  /**
   * Verifies the ledger and passes all its entries on as they are, also those after a defect; after
   * a restart, only later ones count.
   */
  ChainStatus verify(EntryVisitor visitor);

  /**
   * Passes all entries on as they are, without looking for defects.
   *
   * @throws LedgerException if the ledger cannot be read
   */
  void scanClaims(EntryVisitor visitor);

  /**
   * Reads a whole entry.
   *
   * @throws LedgerException if it is no longer there
   */
  AuditEntry at(LedgerReader.Place place);

  /**
   * Opens the bytes of the ledger, if parts of them can be read on different machines.
   *
   * @throws IOException if they cannot be opened
   */
  Optional<LedgerBytes> open() throws IOException;

  /** Returns a ledger that is read as a whole. */
  static CountedLedger of(LedgerReader ledger) {
    return new WholeLedger(ledger, Optional.empty());
  }

  /** Returns the ledger in a file of this machine, which the calling thread reads alone. */
  static CountedLedger at(Path file) {
    LedgerFile bytes = new LedgerFile(file.toAbsolutePath().normalize());
    return new WholeLedger(JsonlAuditLedger.readByOneThread(file), Optional.of(bytes));
  }
}
