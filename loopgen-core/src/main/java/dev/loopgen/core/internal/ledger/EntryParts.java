package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.core.internal.json.JsonSketch.Wanted;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Reads of a ledger that was found intact only what is asked for, which takes a fraction of the
 * time. What it returns are entries without the members that nobody asked for: their hash cannot be
 * computed.
 */
public interface EntryParts {

  /** Reads some members of every entry, in the ledger's order; close the stream. */
  Stream<AuditEntry> parts(Wanted wanted);

  /** Reads whole entries by their places in that order, from 0; close the stream. */
  Stream<AuditEntry> at(Set<Integer> places);

  /** Reads any ledger; of one that cannot read parts, everything. */
  static EntryParts of(AuditLedger ledger) {
    if (ledger instanceof EntryParts parts) {
      return parts;
    }
    return new EntryParts() {
      @Override
      public Stream<AuditEntry> parts(Wanted wanted) {
        return ledger.entries();
      }

      @Override
      public Stream<AuditEntry> at(Set<Integer> places) {
        AtomicInteger place = new AtomicInteger();
        return ledger.entries().filter(entry -> places.contains(place.getAndIncrement()));
      }
    };
  }
}
