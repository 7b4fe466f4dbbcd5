package dev.loopgen.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.postgres.PostgresServer;
import dev.loopgen.testkit.LedgerFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The role of an application can add entries at the end of its own ledgers, and nothing else. */
final class LedgerPrivilegesTest {

  private static final String ZEROS = "decode(repeat('00', 32), 'hex')";

  private final TestDatabase database = TestDatabase.shared();

  @Test
  void writer_whateverItTries_onlyAddsAtTheEnd() throws Exception {
    JdbcAuditLedger ledger = database.ledger("shop");
    ledger.append(LedgerFacts.passing("a"));
    ledger.append(LedgerFacts.passing("b"));
    List<String> attempts =
        List.of(
            "UPDATE loopgen.entry SET line = ''",
            "DELETE FROM loopgen.entry",
            "TRUNCATE loopgen.entry",
            "UPDATE loopgen.ledger SET name = 'other'",
            "DELETE FROM loopgen.ledger",
            "SELECT loopgen.create_ledger('mine', current_user)",
            "INSERT INTO loopgen.ledger (name, writer) VALUES ('mine', current_user)",
            "ALTER TABLE loopgen.entry DISABLE TRIGGER ALL",
            "DROP TABLE loopgen.entry",
            "SET session_replication_role = replica",
            insert("SELECT 1"),
            insert("SELECT max(position) - 1 FROM loopgen.entry"),
            insert("SELECT 1000000"));
    for (String attempt : attempts) {
      assertThatThrownBy(() -> asWriter(attempt)).as(attempt).isInstanceOf(SQLException.class);
    }

    assertThat(ledger.verify().isIntact()).isTrue();
    assertThat(ledger.entries()).hasSize(2);
  }

  private static String insert(String position) {
    return "INSERT INTO loopgen.entry (ledger_id, position, hash, run, line) SELECT id, ("
        + position
        + "), "
        + ZEROS
        + ", "
        + ZEROS
        + ", 'x' FROM loopgen.ledger";
  }

  private void asWriter(String statement) throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement writer = connection.createStatement()) {
      writer.execute(statement);
    }
  }

  @Test
  void ledgerOfAnotherRole_isNotThere() throws Exception {
    database.administer("CREATE ROLE " + database.name() + "_other LOGIN");
    database.administer("SELECT loopgen.create_ledger('theirs', '" + database.name() + "_other')");
    database.create("own");
    JdbcAuditLedger theirs = database.builder("theirs").build();

    assertThat(theirs.verify()).isEqualTo(new ChainStatus.Missing());
    assertThatThrownBy(() -> theirs.append(LedgerFacts.passing("a")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("create_ledger");
    assertThatThrownBy(
            () ->
                asWriter(
                    "INSERT INTO loopgen.entry (ledger_id, position, hash, run, line) SELECT 1, 0,"
                        + ZEROS
                        + ","
                        + ZEROS
                        + ",'x'"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void reader_reads_andCannotAppend() throws Exception {
    String reader = database.name() + "_reader";
    database.administer("CREATE ROLE " + reader + " LOGIN");
    database.administer(
        "SELECT loopgen.create_ledger('shop', '" + database.writer() + "', '" + reader + "')");
    database.ledger("shop").append(LedgerFacts.passing("a"));

    JdbcAuditLedger read =
        JdbcAuditLedger.builder(database.server().source(database.name(), reader), "shop").build();

    assertThat(read.verify().isIntact()).isTrue();
    assertThatThrownBy(() -> read.append(LedgerFacts.passing("b")))
        .isInstanceOf(LedgerException.class);
    assertThat(read.entries()).hasSize(1);
  }

  @Test
  void rolesThatCouldChangeEntries_areRefused() {
    database.create("shop");
    refuses(PostgresServer.SUPERUSER, "superuser");
    database.administer("GRANT DELETE ON loopgen.entry TO " + database.writer());
    refuses(database.writer(), "change or delete");
    database.administer("REVOKE DELETE ON loopgen.entry FROM " + database.writer());
    database.administer("GRANT UPDATE (line) ON loopgen.entry TO " + database.writer());
    refuses(database.writer(), "change or delete");
    database.administer("REVOKE UPDATE (line) ON loopgen.entry FROM " + database.writer());
    database.administer("CREATE ROLE " + database.name() + "_owner");
    database.administer("ALTER TABLE loopgen.entry OWNER TO " + database.name() + "_owner");
    database.administer("GRANT " + database.name() + "_owner TO " + database.writer());
    refuses(database.writer(), "owns");
  }

  @Test
  void rolesThatCouldBecomeOneThatChangesEntries_areRefused() {
    database.create("shop");
    String writer = database.writer();
    String cleaner = database.name() + "_cleaner";
    database.administer("CREATE ROLE " + cleaner + "; ALTER ROLE " + writer + " NOINHERIT");
    database.administer("GRANT DELETE ON loopgen.entry TO " + cleaner);
    database.administer("GRANT " + cleaner + " TO " + writer);
    refuses(writer, "change or delete");
    database.administer("REVOKE " + cleaner + " FROM " + writer);

    database.administer("GRANT TRIGGER ON loopgen.entry TO " + writer);
    refuses(writer, "change or delete");
    database.administer("REVOKE TRIGGER ON loopgen.entry FROM " + writer);

    database.administer("GRANT pg_execute_server_program TO " + writer);
    refuses(writer, "can become, a superuser");
    database.administer("REVOKE pg_execute_server_program FROM " + writer);
    database.administer("ALTER ROLE " + writer + " CREATEROLE");
    refuses(writer, "can become, a superuser");
    database.administer("ALTER ROLE " + writer + " NOCREATEROLE");

    assertThat(database.ledger("shop").verify().heads()).isEmpty();
  }

  @Test
  void databaseThatIsNotPrepared_isRefusedWithASentence() {
    refuses("postgres", database.writer(), "migration");
    database.administer("UPDATE loopgen.schema_version SET version = 2");
    database.create("shop");
    refuses(database.writer(), "version 2");
    database.administer("UPDATE loopgen.schema_version SET version = 1");
    database.administer("ALTER SYSTEM SET fsync = off");
    database.administer("SELECT pg_reload_conf()");
    try {
      assertThat(database.query("SHOW fsync")).containsExactly("off");
      refuses(database.writer(), "fsync");
    } finally {
      database.administer("ALTER SYSTEM RESET fsync");
      database.administer("SELECT pg_reload_conf()");
    }
  }

  private void refuses(String role, String why) {
    refuses(database.name(), role, why);
  }

  private void refuses(String name, String role, String why) {
    JdbcAuditLedger ledger =
        JdbcAuditLedger.builder(database.server().source(name, role), "shop").build();
    assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("a")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(why);
  }
}
