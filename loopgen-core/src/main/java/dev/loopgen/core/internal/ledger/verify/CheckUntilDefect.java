package dev.loopgen.core.internal.ledger.verify;

import java.io.IOException;

/** Checks a ledger up to its first defect, and has the rest read without looking for more. */
final class CheckUntilDefect implements ChunkCheck {

  private final ChunkCheck check;
  private volatile boolean damaged;
  private boolean cutShort;

  CheckUntilDefect(ChunkCheck check) {
    this.check = check;
  }

  @Override
  public boolean check(Chunk chunk, long lines) throws IOException {
    damaged = damaged || !check.check(chunk, lines);
    cutShort = damaged && chunk.entries().isTooLong();
    return !cutShort;
  }

  /** Tells whether there was a defect; called on any thread. */
  boolean isDamaged() {
    return damaged;
  }

  /** Tells whether the rest has a line that is too long to be read. */
  boolean isCutShort() {
    return cutShort;
  }
}
