package dev.loopgen.testkit;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry with its ledger position, ready to attest.
 *
 * @param entry the entry
 * @param position its position
 */
public record AttestableEntry(AuditEntry entry, LedgerPosition position) {

  /**
   * Appends facts to an empty in-memory ledger.
   *
   * @param facts the facts of the entries, in order
   * @return the entries with their positions
   */
  public static List<AttestableEntry> of(List<Json.Obj> facts) {
    InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    List<AuditEntry> entries = new ArrayList<>();
    facts.forEach(item -> entries.add(ledger.append(item)));
    EntryGraph graph = EntryGraph.of(ledger);
    return entries.stream()
        .map(entry -> new AttestableEntry(entry, LedgerPosition.of(entry, graph).orElseThrow()))
        .toList();
  }

  /**
   * Expects that an identity signed this entry.
   *
   * @param identity the expected identity
   * @return the expectation
   */
  public AttestationVerifier.Expectation by(ExpectedIdentity identity) {
    return new AttestationVerifier.Expectation(identity, position);
  }

  /**
   * Expects that an identity signed a statement of a kind about this entry.
   *
   * @param identity the expected identity
   * @param kind a kind that is about an entry
   * @return the expectation
   */
  public AttestationVerifier.Expectation by(ExpectedIdentity identity, SignedBundle.Kind kind) {
    return new AttestationVerifier.Expectation(identity, position, kind);
  }
}
