package dev.loopgen.core.internal.tree;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside an output: the ledger and the other files of its directory. The ledger is read
 * when first needed.
 */
abstract class OutputSurroundings {

  private @Nullable Optional<EntryGraph> entries;

  /** Tells whether the ledger is sound and contains an entry. */
  final synchronized boolean hasEntry(Sha256 hash) throws IOException {
    if (entries == null) {
      Optional<LedgerBytes.Opener> ledger = ledger();
      entries = ledger.isEmpty() ? Optional.empty() : OutputContent.entries(ledger.get());
    }
    return entries.filter(graph -> graph.contains(hash)).isPresent();
  }

  /** Returns the ledger; empty if there is none. */
  abstract Optional<LedgerBytes.Opener> ledger() throws IOException;

  /** Reads another file of {@code .loopgen/attestations}; empty if there is no such file. */
  abstract Optional<byte[]> bundleFile(String name) throws IOException;
}
