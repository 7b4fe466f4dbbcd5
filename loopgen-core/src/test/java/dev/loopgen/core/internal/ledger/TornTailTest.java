package dev.loopgen.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class TornTailTest {

  @TempDir private Path directory;
  private Path file;
  private JsonlAuditLedger ledger;

  @BeforeEach
  void fill() throws Exception {
    file = directory.resolve(".loopgen").resolve("audit.jsonl");
    ledger = JsonlAuditLedger.at(file);
    for (int n = 0; n < 50; n++) {
      ledger.append(LedgerFacts.passing("first-" + n));
    }
  }

  @Test
  void verify_whileTornLinesAreSetAside_isNeverDamage() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread writer =
        new Thread(
            () -> {
              for (int n = 0; n < 60 && failure.get() == null; n++) {
                failure.set(tearAndAppend("run-" + n));
              }
            });
    writer.start();
    while (writer.isAlive()) {
      assertThat(ledger.verify())
          .isInstanceOfAny(ChainStatus.Intact.class, ChainStatus.TornTail.class);
    }
    writer.join();
    assertThat(failure.get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12",
        "[]",
        "\"x\"",
        "null",
        "{\"a\":1}",
        "<<<<<<< HEAD",
        "{\"a\":1}{\"b\"",
        "DEEP"
      })
  void append_lastLineThatIsNoBeginningOfAnEntry_setsNothingAside(String line) throws Exception {
    String deep = "{\"a\":" + "[".repeat(3000) + "]".repeat(3000) + "}";
    Files.writeString(file, line.replace("DEEP", deep), StandardOpenOption.APPEND);
    byte[] before = Files.readAllBytes(file);

    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Malformed.class);
    assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("next")))
        .isInstanceOf(LedgerException.class);

    assertThat(file).hasBinaryContent(before);
    assertThat(file.resolveSibling("audit.jsonl.torn-1")).doesNotExist();
  }

  private Throwable tearAndAppend(String id) {
    try {
      Files.writeString(file, "{\"schemaVersion\":\"1\",\"entryId", StandardOpenOption.APPEND);
      Thread.sleep(2);
      ledger.append(LedgerFacts.passing(id));
      return null;
    } catch (IOException | InterruptedException | RuntimeException e) {
      return e;
    }
  }
}
