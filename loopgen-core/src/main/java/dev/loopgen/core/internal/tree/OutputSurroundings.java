package dev.loopgen.core.internal.tree;

import dev.loopgen.api.digest.Sha256;
import java.io.IOException;
import java.util.Optional;

/** What lies beside an output: the ledger and the other files of its directory. */
interface OutputSurroundings {

  /** Tells whether the ledger is sound and contains an entry. */
  boolean hasEntry(Sha256 hash) throws IOException;

  /** Reads another file of {@code .loopgen/attestations}; empty if there is no such file. */
  Optional<byte[]> bundleFile(String name) throws IOException;
}
