package dev.loopgen.core.internal.governance;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that was given or found.
 *
 * @param label what reports call it
 * @param path where it is
 * @param bytes how long it is, 0 where it is not there
 * @param problem why it is not even looked at; null where it is
 * @param expectation what is known of it from elsewhere
 * @param sameAs the number of the one before it that is the same file, or a negative number
 */
record LedgerSource(
    String label,
    Path path,
    long bytes,
    @Nullable ChainStatus problem,
    LedgerExpectation expectation,
    int sameAs) {

  static final int NONE = -1;

  /** A ledger that is read on the calling thread alone is small. */
  private static final long SMALL = 2 << 20;

  boolean isSmall() {
    return bytes < SMALL;
  }
}
