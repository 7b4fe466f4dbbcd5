package dev.loopgen.testkit;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ledger that lives as long as its object; keeps the chain's rules and nothing else. Thread-safe.
 */
public final class InMemoryAuditLedger implements AuditLedger {

  private final List<AuditEntry> entries = new ArrayList<>();

  /** Creates a ledger without entries. */
  public InMemoryAuditLedger() {}

  @Override
  public synchronized AuditEntry append(Json.Obj facts) {
    String id =
        facts
            .string("entryId")
            .orElseThrow(() -> new IllegalArgumentException("the facts have no entryId"));
    if (entries.stream().anyMatch(entry -> entry.entryId().filter(id::equals).isPresent())) {
      throw new IllegalArgumentException("the ledger has an entry " + id + " already");
    }
    AuditEntry entry = AuditEntry.link(facts, head().flatMap(AuditEntry::hash));
    entries.add(entry);
    return entry;
  }

  @Override
  public synchronized Optional<AuditEntry> head() {
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  @Override
  public synchronized List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public synchronized ChainStatus verify() {
    Optional<String> head = Optional.empty();
    for (int i = 0; i < entries.size(); i++) {
      AuditEntry entry = entries.get(i);
      if (!entry.prevHash().equals(head)) {
        return new ChainStatus.BrokenLink(i, i + 1L);
      }
      if (!entry.hash().equals(Optional.of(entry.computedHash()))) {
        return new ChainStatus.Edited(i, i + 1L);
      }
      head = entry.hash();
    }
    return head.isEmpty()
        ? new ChainStatus.Empty()
        : new ChainStatus.Intact(entries.size(), head.get());
  }
}
