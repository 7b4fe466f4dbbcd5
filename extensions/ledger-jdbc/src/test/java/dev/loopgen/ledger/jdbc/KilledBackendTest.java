package dev.loopgen.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.postgres.PostgresBinaries;
import dev.loopgen.postgres.PostgresDatabase;
import dev.loopgen.postgres.PostgresServer;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Backends are killed while many write. Killing one makes the server end all and recover, as after
 * a crash. Other tests must not notice, so the server is one of its own.
 */
@Tag("slow")
final class KilledBackendTest {

  private static final int KILLS = Boolean.getBoolean("loopgen.soak") ? 200 : 10;
  private static final int WRITERS = 6;

  private final PostgresServer server = PostgresServer.create(PostgresBinaries.bundled());
  private final TestDatabase database = TestDatabase.on(server);

  @AfterEach
  void stop() {
    server.crash();
  }

  @Test
  void append_backendsKilledUnderLoad_losesNothingAcknowledgedAndDoublesNothing() throws Exception {
    database.administer("ALTER ROLE " + database.writer() + " SET synchronous_commit = off");
    database.create("shop");
    List<JdbcAuditLedger> ledgers = List.of(ledger(), ledger());
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        JdbcAuditLedger ledger = ledgers.get(i % ledgers.size());
        writers.add(
            threads.submit(
                () -> {
                  while (!over.get()) {
                    String id = "run-" + number.incrementAndGet();
                    acknowledged.add(ledger.append(LedgerFacts.passing(id)).hash().orElseThrow());
                  }
                  return null;
                }));
      }
      killBackends(acknowledged);
      over.set(true);
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      over.set(true);
      threads.shutdown();
    }

    assertHoldsOnce(acknowledged);
    server.crash();
    server.start();
    assertHoldsOnce(acknowledged);
    assertThat(ledger().append(LedgerFacts.passing("last")).entryId()).contains("last");
  }

  private JdbcAuditLedger ledger() {
    return JdbcAuditLedger.builder(server.source(database.name(), database.writer()), "shop")
        .patience(Duration.ofMinutes(5))
        .build();
  }

  /** Kills a random backend that appends, each time that some more entries were acknowledged. */
  private void killBackends(Set<String> acknowledged) throws InterruptedException {
    Random random = new Random(7);
    int killed = 0;
    while (killed < KILLS) {
      int enough = acknowledged.size() + 1 + random.nextInt(30);
      while (acknowledged.size() < enough) {
        Thread.sleep(1);
      }
      List<String> backends = backends();
      if (!backends.isEmpty()) {
        long victim = Long.parseLong(backends.get(random.nextInt(backends.size())));
        killed +=
            ProcessHandle.of(victim).filter(ProcessHandle::destroyForcibly).isPresent() ? 1 : 0;
      }
    }
  }

  /** Returns the processes with a transaction of a writer that is open. */
  private List<String> backends() throws InterruptedException {
    while (true) {
      try {
        return database.query(
            "SELECT pid FROM pg_stat_activity WHERE xact_start IS NOT NULL AND usename = '"
                + database.writer()
                + "'");
      } catch (IllegalStateException recovering) {
        Thread.sleep(1);
      }
    }
  }

  private void assertHoldsOnce(Set<String> acknowledged) {
    JdbcAuditLedger ledger = ledger();
    assertThat(ledger.verify().isIntact()).isTrue();
    List<String> hashes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try (Stream<AuditEntry> entries = ledger.entries()) {
      entries.forEach(
          entry -> {
            hashes.add(entry.hash().orElseThrow());
            assertThat(ids.add(entry.entryId().orElseThrow())).isTrue();
          });
    }
    assertThat(hashes).doesNotHaveDuplicates().containsAll(acknowledged);
  }

  @Test
  void standby_isNeitherWrittenNorReadUntilItIsPromoted() throws Exception {
    FrontSource source = new FrontSource(database.source());
    database.create("shop");
    JdbcAuditLedger ledger =
        JdbcAuditLedger.builder(source, "shop").patience(Duration.ofMinutes(5)).build();
    AuditEntry first = ledger.append(LedgerFacts.passing("a"));
    PostgresServer behind = standby();
    server.start();
    AuditEntry second = ledger.append(LedgerFacts.passing("b"));
    PostgresServer standby = standby();
    standby.start();
    source.switchTo(standby.source(database.name(), database.writer()));
    JdbcAuditLedger impatient =
        JdbcAuditLedger.builder(source, "shop").patience(Duration.ZERO).build();

    assertThat(impatient.verify().isIntact()).isFalse();
    assertThatThrownBy(() -> impatient.append(LedgerFacts.passing("none")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("standby");
    CompletableFuture<AuditEntry> patient =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return ledger.append(LedgerFacts.passing("c"));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    promote(standby);
    AuditEntry third = patient.get();
    assertThat(ledger.entries()).containsExactly(first, second, third);
    assertThat(ledger.verify().isIntact()).isTrue();
    standby.crash();

    behind.start();
    promote(behind);
    source.switchTo(behind.source(database.name(), database.writer()));
    assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("d")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("acknowledged");
    assertThat(ledger.entries()).containsExactly(first);
    behind.crash();
  }

  /** Copies the server, which crashes, as a standby that has what was committed by now. */
  private PostgresServer standby() throws IOException {
    server.crash();
    PostgresServer standby = server.copy();
    Files.createFile(standby.directory().resolve("standby.signal"));
    return standby;
  }

  private void promote(PostgresServer standby) {
    new PostgresDatabase(standby, database.name()).query("SELECT pg_promote()");
  }
}
