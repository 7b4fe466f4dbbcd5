package dev.loopgen.core.internal.gate;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.merkle.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The entries of a ledger that speak of one loop and one tree. */
final class Candidates {

  private final AuditLedger ledger;
  private final List<AuditEntry> entries;

  private Candidates(AuditLedger ledger, List<AuditEntry> entries) {
    this.ledger = ledger;
    this.entries = entries;
  }

  static Candidates in(AuditLedger ledger, Predicate<AuditEntry> counts) {
    try (Stream<AuditEntry> all = ledger.entries()) {
      return new Candidates(ledger, all.filter(counts).toList());
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Candidates filter(Predicate<AuditEntry> counts) {
    return new Candidates(ledger, entries.stream().filter(counts).toList());
  }

  /**
   * Returns those that no other candidate descends from: the last one, or in merged histories the
   * last one of each branch. Neither times nor lines have a say.
   */
  List<AuditEntry> latest() {
    if (entries.size() < 2) {
      return entries;
    }
    EntryGraph graph = EntryGraph.of(ledger);
    return entries.stream()
        .filter(entry -> entries.stream().noneMatch(later -> precedes(entry, later, graph)))
        .toList();
  }

  private static boolean precedes(AuditEntry entry, AuditEntry later, EntryGraph graph) {
    Optional<Sha256> older = entry.hash().flatMap(Sha256::parse);
    Optional<Sha256> younger = later.hash().flatMap(Sha256::parse);
    return !older.equals(younger)
        && older.isPresent()
        && younger.isPresent()
        && graph.isAncestor(older.get(), younger.get());
  }
}
