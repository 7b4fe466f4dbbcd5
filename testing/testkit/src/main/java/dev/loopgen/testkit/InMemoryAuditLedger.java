package dev.loopgen.testkit;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A ledger in memory. It enforces the chain's rules but is not durable. Thread-safe. */
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
      throw new IllegalArgumentException("the ledger already has an entry " + id);
    }
    List<Sha256> parents = EntryGraph.of(this).heads().toList();
    AuditEntry entry = AuditEntry.link(facts, parents);
    entries.add(entry);
    return entry;
  }

  @Override
  public synchronized List<TreeHead> heads() {
    EntryGraph graph = EntryGraph.of(this);
    return graph.heads().flatMap(head -> graph.treeHead(head).stream()).toList();
  }

  @Override
  public synchronized Stream<AuditEntry> entries() {
    return List.copyOf(entries).stream();
  }
}
