package dev.loopgen.ledger.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** A database that failed: what is to be said about it, and whether another try may help. */
final class SqlFailure extends IOException {

  private static final long serialVersionUID = 1;

  private static final String LOCK_TIMEOUT = "55P03";
  private static final String CANCELED = "57014";

  /**
   * Shutdown, crash and start of the server, a server that became a standby, too many connections,
   * serialization and deadlock. Class 08, connections, is added.
   */
  private static final Set<String> TRANSIENT =
      Set.of("57P01", "57P02", "57P03", "25006", "53300", "40001", "40P01");

  private final boolean again;

  private SqlFailure(String reason, boolean again, SQLException cause) {
    super(reason, cause);
    this.again = again;
  }

  SqlFailure(String reason, boolean again) {
    super(reason);
    this.again = again;
  }

  static SqlFailure of(SQLException e) {
    SQLException first = first(e);
    return new SqlFailure(reason(first), isTransient(first), e);
  }

  /** Returns why a pool has no connection, if it says so: a password is not to be tried again. */
  private static SQLException first(SQLException e) {
    SQLException first = e;
    while (first.getCause() instanceof SQLException cause && cause.getSQLState() != null) {
      first = cause;
    }
    return first;
  }

  /** Tells whether the same may succeed on another connection or a little later. */
  boolean mayPass() {
    return again;
  }

  private static boolean isTransient(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || e instanceof SQLRecoverableException
        || state != null && (state.startsWith("08") || TRANSIENT.contains(state));
  }

  private static String reason(SQLException e) {
    String state = e.getSQLState();
    if (LOCK_TIMEOUT.equals(state)) {
      return "another process has been writing it for too long";
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    String said = message.replaceFirst("\\.$", "");
    if (CANCELED.equals(state)) {
      return "the server ended the statement (" + said + ")";
    }
    return said.isEmpty() ? "SQL state " + state : said;
  }
}
