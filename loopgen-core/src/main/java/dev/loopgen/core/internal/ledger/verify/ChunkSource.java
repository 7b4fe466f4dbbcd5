package dev.loopgen.core.internal.ledger.verify;

import java.io.IOException;

/** The chunks of a ledger, in file order. Thread-safe: each chunk goes to one thread. */
interface ChunkSource {

  /** Reads the next chunk; returns false at the end. */
  boolean next(Chunk chunk) throws IOException;
}
