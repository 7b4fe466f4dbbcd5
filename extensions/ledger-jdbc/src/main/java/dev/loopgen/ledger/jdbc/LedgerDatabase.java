package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.LedgerException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database that holds a ledger, and what is required of it and of the role. Thread-safe. */
final class LedgerDatabase {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);

  private static final int SCHEMA_VERSION = 1;

  /**
   * Keeps a transaction from functions and operators that others put into schemas of the search
   * path, which would run with this role's rights, and from plans that read all of a table: one
   * that was made while it was small stays when it is large.
   */
  static final String SETTINGS =
      """
      pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true),
        pg_catalog.set_config('enable_seqscan', 'off', true),
        pg_catalog.set_config('enable_bitmapscan', 'off', true),
        pg_catalog.set_config('enable_sort', 'off', true)\
      """;

  /** Counts what a role may do as any role that it can become, inherited or not. */
  private static final String CHECK =
      """
      WITH roles AS (SELECT r.* FROM pg_catalog.pg_roles r
        WHERE pg_catalog.pg_has_role(current_user, r.oid, 'MEMBER')
          OR pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER'))
      SELECT (SELECT max(version) FROM loopgen.schema_version),
        EXISTS (SELECT FROM roles r WHERE r.rolsuper OR r.rolbypassrls OR r.rolcreaterole
          OR r.rolname IN ('pg_write_server_files', 'pg_execute_server_program')),
        EXISTS (SELECT FROM roles r WHERE r.oid = c.relowner),
        EXISTS (SELECT FROM roles r
          WHERE pg_catalog.has_any_column_privilege(r.oid, c.oid, 'UPDATE')
            OR pg_catalog.has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER')
            OR pg_catalog.has_any_column_privilege(r.oid, 'loopgen.ledger', 'INSERT, UPDATE')
            OR pg_catalog.has_table_privilege(r.oid, 'loopgen.ledger',
              'DELETE, TRUNCATE, TRIGGER')),
        pg_catalog.current_setting('fsync'),
        c.relkind = 'r' AND c.relpersistence = 'p',
        c.relrowsecurity AND (SELECT l.relrowsecurity FROM pg_catalog.pg_class l
            WHERE l.oid = 'loopgen.ledger'::regclass)
          AND EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid
            AND t.tgname = 'require_next' AND t.tgenabled IN ('O', 'A'))
      FROM pg_catalog.pg_class c WHERE c.oid = 'loopgen.entry'::regclass\
      """;

  /** A table or schema that is not there, or that the role may not use. */
  private static final Set<String> UNPREPARED = Set.of("42P01", "3F000", "42501");

  private final DataSource source;
  private final String name;
  private final Duration patience;
  private final int readers;
  private volatile boolean checked;

  LedgerDatabase(DataSource source, String name, Duration patience, int readers) {
    this.source = source;
    this.name = name;
    this.patience = patience;
    this.readers = readers;
  }

  String name() {
    return name;
  }

  Duration patience() {
    return patience;
  }

  int readers() {
    return readers;
  }

  /**
   * Starts a transaction on a connection of its own. The first one checks the role.
   *
   * @throws LedgerException if the role may do too much, or the tables are not as expected
   */
  Connection begin() throws SQLException {
    Connection connection = source.getConnection();
    try {
      connection.setAutoCommit(false);
      if (!checked) {
        requirePrepared(connection);
        connection.rollback();
        checked = true;
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      end(connection);
      throw e;
    }
  }

  /** Rolls back whatever is open, and gives the connection back. */
  static void end(Connection connection) {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      LOG.debug("a connection could not be given back", e);
    }
  }

  /** Finds the ledger; empty if there is none that the role may see. */
  OptionalInt find(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT id FROM loopgen.ledger WHERE name = ?")) {
      query.setString(1, name);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? OptionalInt.of(found.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  private void requirePrepared(Connection connection) throws SQLException {
    try {
      check(connection);
    } catch (SQLException e) {
      if (UNPREPARED.contains(e.getSQLState())) {
        throw refused("the migration was not run there, or gave this role no ledger", e);
      }
      throw e;
    }
  }

  private void check(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement()) {
      query.execute("SELECT " + SETTINGS);
      try (ResultSet found = query.executeQuery(CHECK)) {
        if (!found.next()) {
          throw refused("its tables cannot be seen");
        }
        requireRole(found);
        requireTables(found);
      }
    }
  }

  private void requireRole(ResultSet found) throws SQLException {
    if (found.getInt(1) != SCHEMA_VERSION) {
      throw refused("its tables have version " + found.getInt(1) + ", and not " + SCHEMA_VERSION);
    }
    if (found.getBoolean(2)) {
      throw refused("the role is, or can become, a superuser or one that ignores row security");
    }
    if (found.getBoolean(3)) {
      throw refused("the role owns the tables");
    }
    if (found.getBoolean(4)) {
      throw refused("the role may change or delete entries");
    }
  }

  private void requireTables(ResultSet found) throws SQLException {
    if (!"on".equals(found.getString(5))) {
      throw refused("the server runs with fsync off, so that a crash loses entries");
    }
    if (!found.getBoolean(6)) {
      throw refused("entries are kept in no table that survives a crash");
    }
    if (!found.getBoolean(7)) {
      throw refused("the row security or the trigger of its tables is off");
    }
  }

  private LedgerException refused(String why) {
    return refused(why, null);
  }

  private LedgerException refused(String why, @Nullable SQLException cause) {
    String message =
        "The database is not used for the ledger "
            + name
            + ": "
            + why
            + ". Use a role for this repository that may only read and insert, as the migration"
            + " grants it.";
    return cause == null ? new LedgerException(message) : new LedgerException(message, cause);
  }

  LedgerException unreadable(IOException e) {
    return failed("cannot be read", e);
  }

  LedgerException unwritable(IOException e) {
    return failed("cannot be written", e);
  }

  private LedgerException failed(String what, IOException e) {
    String reason = String.valueOf(e.getMessage());
    return new LedgerException(
        "The ledger " + name + " in the database " + what + ": " + reason + ".", e);
  }

  /** Returns the exception for a ledger that nobody created, or that the role may not see. */
  IOException missing() {
    return new SqlFailure(
        "there is no such ledger that this role may use; its owner creates it with"
            + " loopgen.create_ledger",
        false);
  }
}
