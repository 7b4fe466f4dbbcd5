package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a ledger in one pass and single entries at random. */
public interface LedgerReader {

  /** The location of an entry; the numbers have meaning only for the ledger that issued them. */
  record Place(long position, int length) {}

  /**
   * Verifies the ledger like {@link AuditLedger#verify} and passes every entry to a visitor. If the
   * ledger cannot grow, the visitor may not see all of them.
   */
  LedgerReading read(LedgerExpectation expectation, EntryVisitor visitor);

  /**
   * Verifies the ledger and passes all its entries to a visitor as they are, also those after a
   * defect; after a restart, only later ones count. The visitor gets none if they cannot be read.
   */
  default ChainStatus verify(LedgerExpectation expectation, EntryVisitor visitor) {
    ChainStatus status = read(expectation, visitor).status();
    if (!status.canGrow()) {
      try {
        scanClaims(visitor);
      } catch (LedgerException unreadable) {
        visitor.restart();
      }
    }
    return status;
  }

  /**
   * Verifies the ledger again. If an earlier reading met the expectation, comparing the bytes with
   * it is enough.
   */
  ChainStatus check(LedgerExpectation expectation, LedgerReading before);

  /**
   * Passes every entry to a visitor without verifying anything.
   *
   * @throws LedgerException if the ledger cannot be read
   */
  void scan(EntryVisitor visitor);

  /**
   * Passes every entry to a visitor as it is, without looking for defects.
   *
   * @throws LedgerException if the ledger cannot be read
   */
  default void scanClaims(EntryVisitor visitor) {
    scan(visitor);
  }

  /**
   * Reads a whole entry.
   *
   * @throws LedgerException if it is no longer there
   */
  AuditEntry at(Place place);

  /** Returns a reader for any ledger; falls back to reading entry by entry. */
  static LedgerReader of(AuditLedger ledger) {
    return ledger instanceof LedgerReader reader ? reader : new WholeEntries(ledger);
  }

  /**
   * Reads a ledger through the public interface, entry by entry.
   *
   * @param ledger the ledger
   */
  record WholeEntries(AuditLedger ledger) implements LedgerReader {

    /** How often to retry when the ledger grows between verification and reading. */
    private static final int ATTEMPTS = 10;

    @Override
    public LedgerReading read(LedgerExpectation expectation, EntryVisitor visitor) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        ChainStatus status = ledger.verify(expectation);
        if (!status.canGrow()) {
          visitor.restart();
          return LedgerReading.of(status, new EntryGraph.Builder().build());
        }
        EntryGraph graph = show(visitor);
        if (!status.isIntact() || heads(status).equals(graph.heads().collect(Collectors.toSet()))) {
          return LedgerReading.of(status, graph);
        }
      }
      throw new LedgerException(
          "The ledger changed while it was being read. Try again when nothing writes to it.");
    }

    private static Set<Sha256> heads(ChainStatus status) {
      return status.heads().stream().map(TreeHead::entry).collect(Collectors.toSet());
    }

    @Override
    public ChainStatus check(LedgerExpectation expectation, LedgerReading before) {
      return ledger.verify(expectation);
    }

    @Override
    public void scan(EntryVisitor visitor) {
      show(visitor);
    }

    private EntryGraph show(EntryVisitor visitor) {
      visitor.restart();
      EntryGraph.Builder graph = new EntryGraph.Builder();
      EntryVisitor.Worker worker = visitor.worker();
      int[] number = {0};
      try (Stream<AuditEntry> entries = ledger.entries()) {
        entries.forEach(
            entry -> {
              worker.begin(number[0]++, new byte[0]);
              worker.general(entry, 0, 0);
              worker.end().run();
              graph.add(entry);
            });
      }
      return graph.build();
    }

    @Override
    public AuditEntry at(Place place) {
      try (Stream<AuditEntry> entries = ledger.entries()) {
        return entries
            .skip(place.position())
            .findFirst()
            .orElseThrow(
                () ->
                    new LedgerException(
                        "The ledger lost an entry while it was being read. Verify the ledger."));
      }
    }
  }
}
