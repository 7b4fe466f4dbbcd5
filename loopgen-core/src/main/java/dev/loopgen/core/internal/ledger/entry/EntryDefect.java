package dev.loopgen.core.internal.ledger.entry;

import dev.loopgen.api.ledger.ChainStatus;

/** A defect of one line, independent of all others. */
@FunctionalInterface
public interface EntryDefect {

  /**
   * Returns the status of a ledger with this defect at an entry index, from 0, and a line number,
   * from 1.
   */
  ChainStatus at(long index, long line);
}
