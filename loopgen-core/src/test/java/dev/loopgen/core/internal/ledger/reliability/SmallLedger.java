package dev.loopgen.core.internal.ledger.reliability;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A small ledger in memory, line by line. */
record SmallLedger(List<AuditEntry> entries) {

  SmallLedger {
    entries = List.copyOf(entries);
  }

  /** One line of entries, the second of which failed. */
  static SmallLedger linear(String name, int size) {
    SmallLedger sample = new SmallLedger(List.of());
    for (int n = 0; n < size; n++) {
      String id = name + "-" + n;
      sample =
          sample.plus(
              n == 1 ? LedgerFacts.failing(id) : LedgerFacts.passing(id),
              n == 0 ? List.of() : List.of(n - 1));
    }
    return sample;
  }

  /** Two branches behind a common entry: 0 is the parent of 1 and 3, 2 follows 1, 4 follows 3. */
  static SmallLedger forked() {
    return linear("shared", 1)
        .plus(LedgerFacts.failing("ours-1"), List.of(0))
        .plus(LedgerFacts.passing("ours-2"), List.of(1))
        .plus(LedgerFacts.passing("theirs-1"), List.of(0))
        .plus(LedgerFacts.passing("theirs-2"), List.of(3));
  }

  /** The same branches, joined by entry 5, which entry 6 follows. */
  static SmallLedger joined() {
    return forked()
        .plus(LedgerFacts.passing("join"), List.of(2, 4))
        .plus(LedgerFacts.passing("last"), List.of(5));
  }

  SmallLedger plus(Json.Obj facts, List<Integer> parents) {
    List<Sha256> hashes = parents.stream().map(this::hash).toList();
    return with(lines -> lines.add(AuditEntry.link(facts, hashes)));
  }

  /** Returns the ledger after something was done to its list of entries. */
  SmallLedger with(Consumer<List<AuditEntry>> change) {
    List<AuditEntry> changed = new ArrayList<>(entries);
    change.accept(changed);
    return new SmallLedger(changed);
  }

  SmallLedger replace(int index, UnaryOperator<AuditEntry> change) {
    return with(lines -> lines.set(index, change.apply(lines.get(index))));
  }

  Sha256 hash(int index) {
    return Sha256.ofHex(entries.get(index).hash().orElseThrow());
  }

  int size() {
    return entries.size();
  }

  EntryGraph graph() {
    EntryGraph.Builder graph = new EntryGraph.Builder();
    entries.forEach(graph::add);
    return graph.build();
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.json().text()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
