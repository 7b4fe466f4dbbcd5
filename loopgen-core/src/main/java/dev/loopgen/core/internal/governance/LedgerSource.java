package dev.loopgen.core.internal.governance;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.LedgerReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that was named or found.
 *
 * @param label its name in reports
 * @param path its path
 * @param ledger reads it
 * @param bytes its length, 0 if it does not exist
 * @param problem why it is not read; null if it is
 * @param expectation what the ledger must hold, known from elsewhere
 * @param sameAs the number of an earlier source that is the same file, or a negative number
 */
record LedgerSource(
    String label,
    Path path,
    LedgerReader ledger,
    long bytes,
    @Nullable ChainStatus problem,
    LedgerExpectation expectation,
    int sameAs) {

  static final int NONE = -1;

  /** The size limit up to which a ledger is read by a single thread. */
  private static final long SMALL = 2 << 20;

  boolean isSmall() {
    return bytes < SMALL;
  }
}
