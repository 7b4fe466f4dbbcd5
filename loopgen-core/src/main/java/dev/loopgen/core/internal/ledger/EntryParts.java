package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.json.JsonSketch.Wanted;
import java.util.stream.Stream;

/**
 * Reads of each entry only what is asked for, which takes a fraction of the time. What it hands on
 * are entries without the members that nobody asked for: their hash cannot be computed.
 */
public interface EntryParts {

  /** Where an entry stands; what the numbers mean, only the ledger knows. */
  record Place(long position, int length) {}

  /** Takes what was read; called by one thread at a time, not always the same. */
  interface Sink {

    /** Is told that the ledger will be read from its start: what was taken before is void. */
    void restart();

    /** Takes the next entry, in the ledger's order. */
    void accept(AuditEntry part, Place place);
  }

  /**
   * Checks everything, as {@link AuditLedger#verify}, and meanwhile hands on every entry; of a
   * ledger that is not intact perhaps not all.
   */
  ChainStatus verify(LedgerExpectation expectation, Wanted wanted, Sink sink);

  /**
   * Hands on every entry and checks nothing.
   *
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  void scan(Wanted wanted, Sink sink);

  /**
   * Reads a whole entry.
   *
   * @throws dev.loopgen.api.LedgerException if there is none any more
   */
  AuditEntry at(Place place);

  /** Reads any ledger; of one that cannot read parts, everything. */
  static EntryParts of(AuditLedger ledger) {
    return ledger instanceof EntryParts parts ? parts : new WholeEntries(ledger);
  }

  /**
   * Reads whole entries.
   *
   * @param ledger a ledger that cannot read parts
   */
  record WholeEntries(AuditLedger ledger) implements EntryParts {

    @Override
    public ChainStatus verify(LedgerExpectation expectation, Wanted wanted, Sink sink) {
      ChainStatus status = ledger.verify(expectation);
      if (status.isIntact()) {
        scan(wanted, sink);
      }
      return status;
    }

    @Override
    public void scan(Wanted wanted, Sink sink) {
      sink.restart();
      try (Stream<AuditEntry> entries = ledger.entries()) {
        int[] number = {0};
        entries.forEach(entry -> sink.accept(entry, new Place(number[0]++, 0)));
      }
    }

    @Override
    public AuditEntry at(Place place) {
      try (Stream<AuditEntry> entries = ledger.entries()) {
        return entries
            .skip(place.position())
            .findFirst()
            .orElseThrow(() -> new LedgerException("The ledger has lost an entry. Decide again."));
      }
    }
  }
}
