package dev.loopgen.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.testkit.LedgerFacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an append and of a reading when the database does not answer as it should. */
final class LostConnectionTest {

  private final TestDatabase database = TestDatabase.shared();

  @ParameterizedTest
  @EnumSource
  void append_connectionLostAtTheCommit_recordsTheEntryOnce(BreakingSource.Moment moment)
      throws Exception {
    database.ledger("shop").append(LedgerFacts.passing("before"));
    JdbcAuditLedger ledger =
        JdbcAuditLedger.builder(new BreakingSource(database.source(), moment, 3), "shop").build();

    AuditEntry entry = ledger.append(LedgerFacts.passing("a"));
    AuditEntry next = ledger.append(LedgerFacts.passing("b"));

    assertThat(next.prevHash()).isEqualTo(entry.hash());
    assertThat(ledger.entries()).hasSize(3).endsWith(entry, next);
    assertThat(ledger.verify().isIntact()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void append_connectionsLostForGood_saysThatTheOutcomeIsUnknown(BreakingSource.Moment moment) {
    database.create("shop");
    JdbcAuditLedger ledger =
        JdbcAuditLedger.builder(new BreakingSource(database.source(), moment, 1), "shop")
            .patience(Duration.ZERO)
            .build();

    assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("a")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("Whether the entry was recorded is not known");

    if (moment == BreakingSource.Moment.AFTER_COMMIT) {
      assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("a")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(ledger.entries()).hasSize(1);
    } else {
      assertThat(ledger.entries()).isEmpty();
    }
  }

  @Test
  void append_anyEarlierId_isRefused() throws Exception {
    JdbcAuditLedger ledger = database.ledger("shop");
    for (String id : List.of("a", "b", "c")) {
      ledger.append(LedgerFacts.passing(id));
    }

    assertThatThrownBy(() -> ledger.append(LedgerFacts.failing("a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ledger.entries()).hasSize(3);
  }

  @Test
  void append_statementTimeout_appendsNothingAndTheNextGoesOn() throws Exception {
    JdbcAuditLedger ledger = database.ledger("shop");
    database.administer("ALTER ROLE " + database.writer() + " SET statement_timeout = '200ms'");
    try (Connection holder = database.source().getConnection();
        PreparedStatement lock =
            holder.prepareStatement(
                "SELECT pg_advisory_xact_lock(1819242352, id) FROM loopgen.ledger")) {
      holder.setAutoCommit(false);
      lock.execute();

      assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("a")))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("timeout");
    }
    database.administer("ALTER ROLE " + database.writer() + " RESET statement_timeout");

    assertThat(ledger.entries()).isEmpty();
    ledger.append(LedgerFacts.passing("a"));
    assertThat(ledger.entries()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeatable read", "serializable"})
  void append_roleWithAStricterIsolation_waitsForTheOtherWriter(String isolation) throws Exception {
    database.create("shop");
    database.administer(
        "ALTER ROLE %s SET default_transaction_isolation = '%s'"
            .formatted(database.writer(), isolation));
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try (Connection holder = database.source().getConnection();
        PreparedStatement lock =
            holder.prepareStatement("SELECT pg_advisory_lock(1819242352, id) FROM loopgen.ledger");
        PreparedStatement unlock = holder.prepareStatement("SELECT pg_advisory_unlock_all()")) {
      lock.execute();
      List<Future<AuditEntry>> appended = new ArrayList<>();
      for (String id : List.of("a", "b")) {
        JdbcAuditLedger ledger = database.builder("shop").patience(Duration.ZERO).build();
        appended.add(writers.submit(() -> ledger.append(LedgerFacts.passing(id))));
      }
      while (!waiting().equals(List.of("2"))) {
        assertThat(appended).noneMatch(Future::isDone);
      }
      unlock.execute();

      for (Future<AuditEntry> entry : appended) {
        assertThat(entry.get().hash()).isPresent();
      }
    } finally {
      writers.shutdownNow();
    }
    assertThat(database.builder("shop").build().verify().heads().get(0).size()).isEqualTo(2);
  }

  private List<String> waiting() {
    return database.query(
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            + " WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()");
  }

  @Test
  void poolOfOneConnection_isEnough_andAnEmptyOneIsAFailure() throws Exception {
    database.create("shop");
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.source());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      JdbcAuditLedger ledger =
          JdbcAuditLedger.builder(pool, "shop").patience(Duration.ZERO).readers(3).build();
      for (int i = 0; i < 12; i++) {
        ledger.append(large("run-" + i));
      }
      assertThat(ledger.verify().isIntact()).isTrue();
      assertThat(ledger.entries()).hasSize(12);
      try (Connection taken = pool.getConnection()) {
        assertThat(taken.isClosed()).isFalse();
        assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("none")))
            .isInstanceOf(LedgerException.class);
        assertThat(ledger.verify().isIntact()).isFalse();
      }
      assertThat(ledger.verify().heads().get(0).size()).isEqualTo(12);
    }
  }

  /** Returns facts that take nearly a block of their own. */
  private static Json.Obj large(String id) {
    Json.ObjectBuilder facts = Json.object();
    LedgerFacts.passing(id).members().forEach(facts::put);
    return facts.put("padding", "x".repeat(900_000)).build();
  }

  @Test
  void verify_severalConnections_seeOneMoment() throws Exception {
    JdbcAuditLedger ledger = database.ledger("shop");
    for (int i = 0; i < 12; i++) {
      ledger.append(large("run-" + i));
    }
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 12; i < 18; i++) {
                  ledger.append(large("run-" + i));
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    JdbcAuditLedger reader = database.builder("shop").readers(3).build();
    writer.start();
    long size = 0;
    while (size < 18) {
      ChainStatus status = reader.verify();
      assertThat(status.isIntact()).isTrue();
      size = status.heads().get(0).size();
    }
    writer.join();
  }
}
