package dev.loopgen.core.internal.ledger.verify;

import java.io.IOException;

/** Checks the chunks of a ledger in the order of the file, one at a time, on whatever thread. */
@FunctionalInterface
interface ChunkCheck {

  /**
   * Checks the next chunk.
   *
   * @param lines the number of lines before it
   * @return whether to go on
   */
  boolean check(Chunk chunk, long lines) throws IOException;
}
