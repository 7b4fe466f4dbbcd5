package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Writers killed at any moment lose nothing that they acknowledged, and leave no false alarm. */
@Tag("slow")
final class KilledWriterTest {

  private static final int KILLS_OF_ONE_LEDGER = 25;

  @TempDir private Path directory;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void append_writerKilled_losesNothingAcknowledged() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int torn = 0;
    int acknowledged = 0;
    for (int left = SoakScale.times(15, 1000), n = 0; left > 0; left -= KILLS_OF_ONE_LEDGER, n++) {
      Victim victim = new Victim(directory.resolve("project-" + n), random);
      for (int kill = 0; kill < Math.min(left, KILLS_OF_ONE_LEDGER); kill++) {
        victim.killOne("seed " + seed + ", ledger " + n + ", kill " + kill, kill);
      }
      torn += victim.torn;
      acknowledged += victim.acknowledged.size();
    }
    System.getLogger(KilledWriterTest.class.getName())
        .log(System.Logger.Level.INFO, "{0} appends, {1} torn lines", acknowledged, torn);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void append_besideWritersThatAreKilled_losesNothingAcknowledged() throws Exception {
    Path file = directory.resolve("shared").resolve(".loopgen").resolve("audit.jsonl");
    AuditLedger ledger = JsonlAuditLedger.at(file);
    Random random = new Random();
    List<WriterAcknowledgements> all = new ArrayList<>();
    int appends = SoakScale.times(40, 1000);
    WriterAcknowledgements steady =
        new WriterAcknowledgements(LedgerWriterProcess.command(file, "steady", 2, appends, 3000));
    all.add(steady);
    while (steady.isAlive()) {
      WriterAcknowledgements victim =
          new WriterAcknowledgements(
              LedgerWriterProcess.command(
                  file, "victim-" + all.size(), 1, Integer.MAX_VALUE, 100_000));
      all.add(victim);
      victim.awaitFirst();
      Thread.sleep(random.nextInt(30));
      victim.kill();
      ChainStatus status = ledger.verify();
      assertThat(status.canGrow()).as(status.describe()).isTrue();
    }

    assertThat(steady.join()).isZero();
    ledger.append(LedgerFacts.passing("last"));
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
    List<String> ids = idsOf(ledger);
    assertThat(ids)
        .doesNotHaveDuplicates()
        .containsAll(all.stream().flatMap(writer -> writer.ids().stream()).toList());
    assertThat(steady.ids()).hasSize(2 * appends);
  }

  private static List<String> idsOf(AuditLedger ledger) {
    try (Stream<String> ids = ledger.entries().flatMap(entry -> entry.entryId().stream())) {
      return ids.toList();
    }
  }

  /** One ledger whose writers do not live long. */
  private static final class Victim {

    private final Path file;
    private final Random random;
    private final AuditLedger ledger;
    private final List<String> acknowledged = new ArrayList<>();
    private int torn;

    Victim(Path project, Random random) {
      this.file = project.resolve(".loopgen").resolve("audit.jsonl");
      this.random = random;
      this.ledger = JsonlAuditLedger.at(file);
    }

    void killOne(String which, int number) throws Exception {
      int threads = 1 + random.nextInt(4);
      int padding = random.nextInt(3) > 0 ? random.nextInt(2000) : random.nextInt(1 << 20);
      WriterAcknowledgements writer =
          new WriterAcknowledgements(
              LedgerWriterProcess.command(
                  file, "run-" + number, threads, Integer.MAX_VALUE, padding));
      if (random.nextInt(8) > 0) {
        writer.awaitFirst();
      }
      Thread.sleep(random.nextInt(60));
      writer.kill();
      acknowledged.addAll(writer.ids());

      check(which);
      ledger.append(LedgerFacts.passing("after-" + number));
      acknowledged.add("after-" + number);
      assertThat(ledger.verify()).as(which).isInstanceOf(ChainStatus.Intact.class);
      assertThat(tornFiles()).as(which).hasSize(torn);
    }

    private void check(String which) {
      ChainStatus status = ledger.verify();
      if (status instanceof ChainStatus.TornTail) {
        torn++;
      } else if (acknowledged.isEmpty()) {
        assertThat(status.canGrow()).as("%s: %s", which, status).isTrue();
      } else {
        assertThat(status).as(which).isInstanceOf(ChainStatus.Intact.class);
      }
      List<String> ids = idsOf(ledger);
      Set<String> unique = new HashSet<>(ids);
      assertThat(ids).as(which).hasSameSizeAs(unique);
      assertThat(unique).as(which).containsAll(acknowledged);
    }

    private List<Path> tornFiles() throws IOException {
      try (Stream<Path> files = Files.list(file.getParent())) {
        return files.filter(path -> path.toString().contains(".torn-")).toList();
      }
    }
  }
}
