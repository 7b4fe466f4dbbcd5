package dev.loopgen.core.internal.ledger.verify;

import java.io.IOException;

/** Checks the chunks of a ledger in file order, one at a time, on any thread. */
@FunctionalInterface
interface ChunkCheck {

  /**
   * Checks the next chunk.
   *
   * @param lines the number of lines before it
   * @return whether to continue
   */
  boolean check(Chunk chunk, long lines) throws IOException;
}
