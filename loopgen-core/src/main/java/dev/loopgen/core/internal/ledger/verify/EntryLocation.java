package dev.loopgen.core.internal.ledger.verify;

/**
 * The location of an entry.
 *
 * @param index its number, from 0
 * @param line its line, from 1
 */
record EntryLocation(long index, long line) {}
