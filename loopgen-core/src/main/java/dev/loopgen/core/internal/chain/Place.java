package dev.loopgen.core.internal.chain;

/**
 * Where an entry stands.
 *
 * @param index its number, from 0
 * @param line its line, from 1
 */
record Place(long index, long line) {}
