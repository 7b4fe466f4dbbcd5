package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.api.merkle.Sha256;
import dev.loopgen.core.internal.entry.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries that are linked behind each other, the first of them behind every head. */
final class Batch {

  private final GraphReader graph;
  private final StringBuilder lines = new StringBuilder();
  private final List<Runnable> outcomes = new ArrayList<>();
  private List<LedgerHead> heads;
  private Optional<String> lastId;

  /**
   * Starts a batch.
   *
   * @param graph reads the ledger's graph, which only the joining of several heads needs
   */
  Batch(LedgerState before, GraphReader graph) {
    this.graph = graph;
    heads = before.heads();
    lastId = before.lastId();
  }

  void add(PendingAppend pending) throws IOException {
    if (lastId.filter(pending.entryId()::equals).isPresent()) {
      String why = "the ledger has an entry " + pending.entryId() + " already";
      outcomes.add(() -> pending.refuse(why));
      return;
    }
    List<Sha256> parents = heads.stream().map(LedgerHead::entry).toList();
    AuditEntry entry = AuditEntry.link(pending.facts(), parents);
    lines.append(JsonText.write(entry.json())).append('\n');
    Sha256 hash = Sha256.ofHex(entry.hash().orElseThrow());
    heads = List.of(new LedgerHead(hash, tree(hash, parents)));
    lastId = Optional.of(pending.entryId());
    outcomes.add(() -> pending.succeed(entry));
  }

  private MerkleTree tree(Sha256 entry, List<Sha256> parents) throws IOException {
    if (parents.size() > 1) {
      EntryGraph.Builder joined = graph.read();
      joined.add(entry, parents);
      return GraphReader.tree(joined.build(), entry);
    }
    MerkleTree tree = heads.isEmpty() ? MerkleTree.empty() : heads.get(0).tree().copy();
    tree.append(entry);
    return tree;
  }

  String text() {
    return lines.toString();
  }

  List<LedgerHead> heads() {
    return heads;
  }

  Optional<String> lastId() {
    return lastId;
  }

  /** Tells every waiting append how it went, once the text is durable. */
  void finish() {
    outcomes.forEach(Runnable::run);
  }
}
