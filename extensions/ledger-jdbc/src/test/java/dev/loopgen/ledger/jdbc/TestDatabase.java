package dev.loopgen.ledger.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.postgres.PostgresDatabase;
import dev.loopgen.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A database of one test with the tables of ledgers.
 *
 * @param writer the role that may append
 */
record TestDatabase(PostgresDatabase database, String writer) {

  private static final String MIGRATION = "/META-INF/loopgen/ledger-jdbc/V1__ledgers.sql";

  /** Creates a database on the server that all tests share. */
  static TestDatabase shared() {
    return on(PostgresServer.shared());
  }

  /** Creates a database on a server. */
  static TestDatabase on(PostgresServer server) {
    PostgresDatabase database = server.database();
    TestDatabase prepared = new TestDatabase(database, database.name() + "_writer");
    prepared.administer(migration());
    prepared.administer("CREATE ROLE " + prepared.writer + " LOGIN");
    return prepared;
  }

  private static String migration() {
    try (InputStream script = JdbcAuditLedger.class.getResourceAsStream(MIGRATION)) {
      return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  PostgresServer server() {
    return database.server();
  }

  String name() {
    return database.name();
  }

  /** Creates a ledger, unless it exists. */
  void create(String ledger) {
    if (query("SELECT count(*) FROM loopgen.ledger WHERE name = '" + ledger + "'")
        .equals(List.of("0"))) {
      administer("SELECT loopgen.create_ledger('" + ledger + "', '" + writer + "')");
    }
  }

  /** Returns a ledger, which is created first. */
  JdbcAuditLedger ledger(String ledger) {
    create(ledger);
    return builder(ledger).build();
  }

  JdbcAuditLedger.Builder builder(String ledger) {
    return JdbcAuditLedger.builder(source(), ledger).patience(Duration.ofMinutes(2));
  }

  DataSource source() {
    return database.source(writer);
  }

  /** Executes statements as the superuser. */
  void administer(String statements) {
    database.administer(statements);
  }

  /** Returns the first column of a query by the superuser. */
  List<String> query(String query) {
    return database.query(query);
  }
}
