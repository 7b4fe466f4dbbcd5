package dev.loopgen.cli.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Access to ledgers in a database. Only this class uses their code, which is in a separate jar. */
final class DatabaseLedgers {

  private static final int CONNECTIONS = 4;
  private static final long CONNECTION_MILLIS = 10_000;

  /** No statement takes longer than the 15 seconds that an append waits for another writer. */
  private static final String SOCKET_SECONDS = "60";

  private DatabaseLedgers() {}

  /**
   * Returns a ledger. A database that cannot be reached now is tried again when it is used.
   *
   * @throws IllegalArgumentException if the URL is not allowed, the database refuses the role or
   *     its password, or the jar is missing
   */
  static AuditLedger open(String url, String name, Optional<String> password) {
    DatabaseUrl.requireAllowed(url);
    try {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      password.ifPresent(config::setPassword);
      config.addDataSourceProperty("connectTimeout", "10");
      config.addDataSourceProperty("tcpKeepAlive", "true");
      config.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
      config.addDataSourceProperty("ApplicationName", "loopgen");
      config.setMaximumPoolSize(CONNECTIONS);
      config.setMinimumIdle(0);
      config.setConnectionTimeout(CONNECTION_MILLIS);
      return JdbcAuditLedger.builder(pool(config), name).build();
    } catch (NoClassDefFoundError e) {
      throw withoutJar(e);
    }
  }

  private static HikariDataSource pool(HikariConfig config) {
    try {
      config.setInitializationFailTimeout(1);
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      if (e.getCause() instanceof SQLException refusal && isFinal(refusal.getSQLState())) {
        throw new IllegalArgumentException(
            "The database cannot be used: "
                + String.valueOf(refusal.getMessage()).lines().findFirst().orElse("")
                + ".",
            e);
      }
      config.setInitializationFailTimeout(-1);
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The driver of the database does not understand the URL. Check its host and port, and"
              + " that it is encoded as a URL.",
          e);
    }
  }

  /** Tells whether the role, its password or the name of the database is refused. */
  private static boolean isFinal(@Nullable String state) {
    return state != null && (state.startsWith("28") || state.startsWith("3D"));
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
