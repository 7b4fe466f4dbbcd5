package dev.loopgen.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import dev.loopgen.postgres.PostgresDatabase;
import dev.loopgen.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** A database with ledgers on a server of its own, on this machine. */
final class BenchmarkDatabase implements AutoCloseable {

  private static final String WRITER = "bench";
  private static final String MIGRATION = "/META-INF/loopgen/ledger-jdbc/V1__ledgers.sql";
  private static final int CONNECTIONS = 4;

  private final PostgresServer server;
  private final PostgresDatabase database;
  private final HikariDataSource connections;

  private BenchmarkDatabase(PostgresServer server, PostgresDatabase database) {
    this.server = server;
    this.database = database;
    this.connections = connect(database.url(WRITER));
  }

  static BenchmarkDatabase start() throws IOException {
    PostgresServer server = PostgresServer.shared();
    PostgresDatabase database = server.database();
    try (InputStream script = JdbcAuditLedger.class.getResourceAsStream(MIGRATION)) {
      database.administer(
          new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
    }
    database.administer("CREATE ROLE " + WRITER + " LOGIN");
    return new BenchmarkDatabase(server, database);
  }

  static HikariDataSource connect(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  String url() {
    return database.url(WRITER);
  }

  /** Creates an empty ledger. */
  JdbcAuditLedger create(String name) {
    database.administer("SELECT loopgen.create_ledger('" + name + "', '" + WRITER + "')");
    return JdbcAuditLedger.builder(connections, name).build();
  }

  /** Fills tables without what is checked for each row, which takes most of the time. */
  void withoutTriggers(Runnable filling) {
    database.administer("ALTER TABLE loopgen.entry DISABLE TRIGGER ALL");
    filling.run();
    database.administer("ALTER TABLE loopgen.entry ENABLE TRIGGER ALL");
  }

  /** Lets the server do now what it would do in the background while something is measured. */
  void settle() {
    database.administer("ANALYZE loopgen.entry");
    database.administer("CHECKPOINT");
  }

  /** Returns the processor time of the processes that serve connections. */
  Duration serverTime() {
    return server.processorTime();
  }

  @Override
  public void close() {
    connections.close();
    server.crash();
  }
}
