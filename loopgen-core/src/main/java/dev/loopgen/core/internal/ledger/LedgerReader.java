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

/** Reads a ledger in one pass, and single entries of it again. */
public interface LedgerReader {

  /** Where an entry stands; what the numbers mean, only the ledger knows. */
  record Place(long position, int length) {}

  /**
   * Checks everything, as {@link AuditLedger#verify}, and meanwhile shows every entry; of a ledger
   * that cannot grow perhaps not all.
   */
  LedgerReading read(LedgerExpectation expectation, EntryVisitor visitor);

  /**
   * Checks everything again. Where nothing moved since a reading that met the expectation, to
   * compare the bytes is enough.
   */
  ChainStatus check(LedgerExpectation expectation, LedgerReading before);

  /**
   * Shows every entry and checks nothing.
   *
   * @throws LedgerException if the ledger cannot be read
   */
  void scan(EntryVisitor visitor);

  /**
   * Reads a whole entry.
   *
   * @throws LedgerException if there is none any more
   */
  AuditEntry at(Place place);

  /** Reads any ledger; one that is not read in one pass entry by entry. */
  static LedgerReader of(AuditLedger ledger) {
    return ledger instanceof LedgerReader reader ? reader : new WholeEntries(ledger);
  }

  /**
   * Reads whole entries.
   *
   * @param ledger a ledger that offers nothing else
   */
  record WholeEntries(AuditLedger ledger) implements LedgerReader {

    /** How often a ledger is read that grows between its check and its reading. */
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
          "The ledger was written to while it was read. Try again when nothing runs.");
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
            .orElseThrow(() -> new LedgerException("The ledger has lost an entry. Decide again."));
      }
    }
  }
}
