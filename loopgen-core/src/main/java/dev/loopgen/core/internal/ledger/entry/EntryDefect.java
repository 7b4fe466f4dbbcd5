package dev.loopgen.core.internal.ledger.entry;

import dev.loopgen.api.ledger.ChainStatus;

/** What is wrong with a line by itself. */
@FunctionalInterface
public interface EntryDefect {

  /** Returns the status of a ledger that has the line at an index, from 0, and a line, from 1. */
  ChainStatus at(long index, long line);
}
