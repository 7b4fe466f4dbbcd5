package dev.loopgen.cli.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import java.nio.file.Path;
import java.util.Optional;

/** Access to ledgers in a database. Only this class uses their code, which is in a separate jar. */
final class DatabaseLedgers {

  private static final int CONNECTIONS = 4;
  private static final long CONNECTION_MILLIS = 10_000;

  private DatabaseLedgers() {}

  /**
   * Returns a ledger; connects when it is used first.
   *
   * @throws IllegalArgumentException if the URL is not allowed, or the jar is missing
   */
  static AuditLedger open(String url, String name, Optional<String> password) {
    DatabaseUrl.requireAllowed(url);
    try {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      password.ifPresent(config::setPassword);
      config.addDataSourceProperty("connectTimeout", "10");
      config.addDataSourceProperty("tcpKeepAlive", "true");
      config.addDataSourceProperty("ApplicationName", "loopgen");
      config.setMaximumPoolSize(CONNECTIONS);
      config.setMinimumIdle(0);
      config.setConnectionTimeout(CONNECTION_MILLIS);
      config.setInitializationFailTimeout(-1);
      return JdbcAuditLedger.builder(new HikariDataSource(config), name).build();
    } catch (NoClassDefFoundError e) {
      throw withoutJar(e);
    }
  }

  /** Imports a file into a ledger that {@link #open} returned. */
  static void importFrom(AuditLedger ledger, Path file) {
    ((JdbcAuditLedger) ledger).importFrom(file);
  }

  /** Exports a ledger that {@link #open} returned to a file. */
  static void exportTo(AuditLedger ledger, Path file) {
    ((JdbcAuditLedger) ledger).exportTo(file);
  }

  private static IllegalArgumentException withoutJar(NoClassDefFoundError e) {
    return new IllegalArgumentException(
        "Ledgers in a database need loopgen-jdbc.jar of the same build beside loopgen.jar, and it"
            + " is missing or of another build. Copy both files.",
        e);
  }
}
