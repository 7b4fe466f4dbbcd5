package dev.loopgen.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.verify.template.RandomEntries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a damaged ledger is read before it counts as damaged. */
@Tag("slow")
final class DamageConfirmationTest {

  private static final int LARGE = 3 << 20;

  @TempDir private Path directory;
  private Path file;
  private final AtomicLong read = new AtomicLong();

  @BeforeEach
  void nameFile() throws IOException {
    file = Files.createDirectories(directory.resolve(".loopgen")).resolve("audit.jsonl");
  }

  /** Two entries in the wrong order, which only the end of the ledger shows. */
  private long write(int length) throws IOException {
    AuditEntry first = entry("first", length, List.of());
    AuditEntry second = entry("second", length, List.of(Sha256.ofHex(first.hash().orElseThrow())));
    Files.writeString(file, second.json().text() + "\n" + first.json().text() + "\n");
    return Files.size(file);
  }

  private static AuditEntry entry(String id, int length, List<Sha256> parents) {
    Json.ObjectBuilder facts = Json.object();
    new RandomEntries(new Random(1)).facts(id).members().forEach(facts::put);
    return AuditEntry.link(facts.put("x", "y".repeat(length)).build(), parents);
  }

  private ChainStatus verify() {
    return JsonlAuditLedger.at(file, read::addAndGet).verify(LedgerExpectation.NONE);
  }

  @Test
  void verify_aLargeLedgerThatNobodyWrites_isReadOnce() throws IOException {
    long size = write(LARGE);

    assertThat(verify()).isInstanceOf(ChainStatus.Reordered.class);
    assertThat(read.get()).isBetween(size, 2 * size - 1);
  }

  @Test
  void verify_aSmallLedger_isReadTwice() throws IOException {
    long size = write(100);

    assertThat(verify()).isInstanceOf(ChainStatus.Reordered.class);
    assertThat(read).hasValue(2 * size);
  }

  @Test
  void verify_aLargeLedgerThatIsMendedMeanwhile_isReadAgain() throws IOException {
    AuditEntry entry = entry("only", 2 * LARGE, List.of());
    Files.writeString(file, "x\n" + entry.json().text() + "\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-23T12:00:00Z")));

    ChainStatus status = JsonlAuditLedger.at(file, this::mendOnce).verify(LedgerExpectation.NONE);

    assertThat(status).isInstanceOf(ChainStatus.Intact.class);
  }

  private void mendOnce(long bytes) {
    if (read.getAndAdd(bytes) == 0) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
