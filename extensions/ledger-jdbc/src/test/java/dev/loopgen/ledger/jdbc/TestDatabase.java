package dev.loopgen.ledger.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A database of one test, with the role of an application.
 *
 * @param writer the role that may append
 */
record TestDatabase(PostgresServer server, String name, String writer) {

  private static final String MIGRATION = "/META-INF/loopgen/ledger-jdbc/V1__ledgers.sql";

  static TestDatabase migrated(PostgresServer server, String name) {
    TestDatabase database = new TestDatabase(server, name, name + "_writer");
    database.administer(migration());
    database.administer("CREATE ROLE " + database.writer + " LOGIN");
    return database;
  }

  private static String migration() {
    try (InputStream script = JdbcAuditLedger.class.getResourceAsStream(MIGRATION)) {
      return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
    return server.source(name, writer);
  }

  /** Executes statements as the superuser. */
  void administer(String statements) {
    execute(server.source(name, PostgresServer.SUPERUSER), statements);
  }

  static void execute(DataSource source, String statements) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the first column of a query by the superuser. */
  List<String> query(String query) {
    try (Connection connection = server.source(name, PostgresServer.SUPERUSER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
