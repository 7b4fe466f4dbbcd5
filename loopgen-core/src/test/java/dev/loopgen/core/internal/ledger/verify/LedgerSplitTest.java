package dev.loopgen.core.internal.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.fixture.RandomRuns;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LedgerSplitTest {

  private final SipHash fingerprint = SipHash.random();

  private static List<String> lines(int size) {
    return new ArrayList<>(
        new RandomRuns(new Random(size))
            .ledger(size).stream().map(AuditEntry::json).map(json -> json.text() + "\n").toList());
  }

  private Optional<ChainStatus> joined(List<String> lines, long length) throws IOException {
    byte[] text = String.join("", lines).getBytes(UTF_8);
    List<LedgerSplit> parts = new ArrayList<>();
    for (long from = 0; from < text.length; from += length) {
      long to = Math.min(text.length, from + length);
      Optional<LedgerSplit> part =
          LedgerSplit.scan(LedgerBytes.of(text), from, to, fingerprint, EntryVisitor.NONE);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return LedgerSplit.join(parts);
  }

  private static ChainStatus verified(List<String> lines) throws IOException {
    byte[] text = String.join("", lines).getBytes(UTF_8);
    return ChainVerifier.verify(() -> LedgerBytes.of(text), LedgerExpectation.NONE).status();
  }

  @Test
  void join_partsOfIntactLedger_isItsStatus() throws IOException {
    List<String> lines = lines(30);
    lines.add(7, "\n");

    for (long length : List.of(1L, 50L, 333L, 1_000L, 5_000L, 1L << 30)) {
      assertThat(joined(lines, length)).contains(verified(lines));
    }
  }

  @Test
  void join_partsOfAnyOtherLedger_isEmpty() throws IOException {
    for (long length : List.of(700L, 4_000L, 1L << 30)) {
      List<String> edited = lines(20);
      edited.set(5, edited.get(5).replace("\"git\":{\"clean\":true}", "\"git\":{\"clean\":false}"));
      List<String> removed = lines(20);
      removed.remove(9);
      List<String> withoutStart = lines(20).subList(1, 20);
      List<String> repeated = lines(20);
      repeated.add(repeated.get(19));
      List<String> moved = lines(20);
      Collections.swap(moved, 3, 4);
      List<String> torn = lines(20);
      torn.set(19, torn.get(19).substring(0, 80));
      List<String> twice = new ArrayList<>(lines(20));
      twice.addAll(lines(21));

      for (List<String> other :
          List.of(edited, removed, withoutStart, repeated, moved, torn, twice, List.of("\n"))) {
        assertThat(verified(other)).isNotInstanceOf(ChainStatus.Intact.class);
        assertThat(joined(other, length)).isEmpty();
      }
    }
  }

  @Test
  void join_onePartTwiceOrMissingOrMoved_isEmpty() throws IOException {
    byte[] text = String.join("", lines(12)).getBytes(UTF_8);
    LedgerSplit first =
        LedgerSplit.scan(LedgerBytes.of(text), 0, 4_000, fingerprint, EntryVisitor.NONE)
            .orElseThrow();
    LedgerSplit second =
        LedgerSplit.scan(LedgerBytes.of(text), 4_000, text.length, fingerprint, EntryVisitor.NONE)
            .orElseThrow();

    assertThat(LedgerSplit.join(List.of(first, second))).isPresent();
    assertThat(LedgerSplit.join(List.of(second, first))).isEmpty();
    assertThat(LedgerSplit.join(List.of(second))).isEmpty();
    assertThat(LedgerSplit.join(List.of(first, first, second))).isEmpty();
    assertThat(LedgerSplit.join(List.of())).isEmpty();
  }
}
