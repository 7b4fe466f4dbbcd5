package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Checks the bytes of a ledger as they are, without waiting for a writer to end a line. */
public final class ByteLedgerCheck {

  private ByteLedgerCheck() {}

  public static ChainStatus of(byte[] ledger) {
    return of(ledger, LedgerExpectation.NONE);
  }

  public static ChainStatus of(byte[] ledger, LedgerExpectation expectation) {
    try {
      return ChainVerifier.verify(() -> LedgerBytes.of(ledger), expectation).status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
