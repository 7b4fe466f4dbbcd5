package dev.loopgen.ledger.jdbc;

import java.io.IOException;

/** Reads the blocks of a ledger. */
@FunctionalInterface
interface BlockSource {

  byte[] read(long block) throws IOException;
}
