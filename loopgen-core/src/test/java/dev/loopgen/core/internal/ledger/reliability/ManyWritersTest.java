package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes append to one ledger at once. */
@Tag("slow")
final class ManyWritersTest {

  private static final int PROCESSES = SoakScale.times(4, 32);
  private static final int APPENDS = SoakScale.times(25, 100);

  @TempDir private Path directory;

  @Test
  void append_fromManyProcesses_keepsOneChainThatAlwaysVerifies() throws Exception {
    Path file = directory.resolve(".loopgen").resolve("audit.jsonl");
    AuditLedger ledger = JsonlAuditLedger.at(file);
    List<WriterAcknowledgements> writers = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      writers.add(
          new WriterAcknowledgements(
              LedgerWriterProcess.command(file, "writer-" + i, 1, APPENDS, 5000)));
    }

    while (writers.stream().anyMatch(WriterAcknowledgements::isAlive)) {
      ChainStatus status = ledger.verify();
      assertThat(status.canGrow()).as(status.describe()).isTrue();
      Thread.sleep(1);
    }

    for (WriterAcknowledgements writer : writers) {
      assertThat(writer.join()).as("exit code").isZero();
      assertThat(writer.ids()).hasSize(APPENDS);
    }
    List<String> expected =
        IntStream.range(0, PROCESSES)
            .boxed()
            .flatMap(i -> IntStream.range(0, APPENDS).mapToObj(n -> "writer-" + i + "-0-" + n))
            .toList();
    assertThat(ids(ledger)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(ledger.verify())
        .isInstanceOfSatisfying(
            ChainStatus.Intact.class,
            intact -> assertThat(intact.head().size()).isEqualTo(expected.size()));
    assertThat(ledger.heads()).isEqualTo(ledger.verify().heads());
  }

  private static List<String> ids(AuditLedger ledger) {
    try (Stream<String> ids = ledger.entries().flatMap(entry -> entry.entryId().stream())) {
      return ids.toList();
    }
  }
}
