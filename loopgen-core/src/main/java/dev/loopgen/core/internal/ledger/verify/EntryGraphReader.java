package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import java.io.IOException;

/** Reads the entry graph of a ledger; ignores lines that are not entries. */
@FunctionalInterface
public interface EntryGraphReader {

  /** Reads the graph and returns a builder to which the caller may add. */
  EntryGraph.Builder read() throws IOException;

  /** Reads the graph of a ledger and closes the ledger. */
  static EntryGraph.Builder read(LedgerBytes.Opener source) throws IOException {
    try (LedgerBytes bytes = source.open()) {
      return read(bytes, LedgerScan.Parallelism.of(bytes));
    }
  }

  static EntryGraph.Builder read(LedgerBytes bytes, LedgerScan.Parallelism share)
      throws IOException {
    EntryGraph.Builder graph = new EntryGraph.Builder();
    LedgerScan.run(bytes, share, ChunkScanner::ofLinks, (chunk, lines) -> add(chunk, graph));
    return graph;
  }

  private static boolean add(Chunk chunk, EntryGraph.Builder graph) {
    ChunkEntries entries = chunk.entries();
    for (int entry = 0; entry < entries.count(); entry++) {
      graph.add(entries.hash(entry), entries.parents(entry));
    }
    return true;
  }

  /** Builds the Merkle tree of an entry. */
  static MerkleTree tree(EntryGraph graph, Sha256 entry) {
    MerkleTree tree = MerkleTree.empty();
    graph.leaves(entry).forEach(leaf -> tree.append(leaf));
    return tree;
  }
}
