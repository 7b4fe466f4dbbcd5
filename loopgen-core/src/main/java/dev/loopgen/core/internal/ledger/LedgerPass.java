package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import java.io.IOException;
import java.util.function.Function;

/** One pass over a ledger, which may have to be repeated before its result counts. */
@FunctionalInterface
public interface LedgerPass {

  ChainStatus run() throws IOException;

  /**
   * Surveys a ledger.
   *
   * @param visitor takes the entries; after a restart, only later ones count
   * @param settle repeats the pass until its result counts, and returns that or another one
   */
  static LedgerReading survey(
      LedgerBytes.Opener source,
      LedgerExpectation expectation,
      EntryVisitor visitor,
      Function<LedgerPass, ChainStatus> settle) {
    EntryGraph none = new EntryGraph.Builder().build();
    LedgerReading[] last = {LedgerReading.of(new ChainStatus.Missing(), none)};
    ChainStatus status =
        settle.apply(
            () -> {
              last[0] = LedgerReading.of(ChainVerifier.survey(source, expectation, visitor));
              return last[0].status();
            });
    if (status.equals(last[0].status())) {
      return last[0];
    }
    visitor.restart();
    return LedgerReading.of(status, none);
  }

  /** Returns the status of a ledger that is not there. */
  static ChainStatus missing(LedgerExpectation expectation) {
    return expectation.anchors().stream()
        .findFirst()
        .<ChainStatus>map(anchor -> new ChainStatus.Truncated(anchor, 0))
        .orElseGet(ChainStatus.Missing::new);
  }
}
