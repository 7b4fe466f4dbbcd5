package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.api.merkle.Sha256;
import dev.loopgen.core.internal.entry.EntryRules;
import dev.loopgen.core.internal.json.InvalidJsonException;
import java.io.IOException;
import java.util.Optional;

/** Reads how the entries of a ledger hang together; what is no entry is passed over. */
@FunctionalInterface
interface GraphReader {

  /** Reads the graph anew, so that more can be added to it. */
  EntryGraph.Builder read() throws IOException;

  static EntryGraph.Builder read(LineReader lines) throws IOException {
    EntryGraph.Builder graph = new EntryGraph.Builder();
    try (lines) {
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        entry(line).ifPresent(graph::add);
      }
    }
    return graph;
  }

  static Optional<AuditEntry> entry(LineReader.Line line) {
    try {
      return Optional.of(EntryRules.read(line.bytes()));
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  /** Builds the tree of an entry. */
  static MerkleTree tree(EntryGraph graph, Sha256 entry) {
    MerkleTree tree = MerkleTree.empty();
    graph.leaves(entry).forEach(leaf -> tree.append(leaf));
    return tree;
  }
}
