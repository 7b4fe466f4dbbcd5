package dev.loopgen.ledger.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Opens a ledger as of one moment, on the primary server. Thread-safe. */
final class LedgerSnapshot {

  private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  /** From how many blocks on several connections are worth their price. */
  private static final long MANY_BLOCKS = 8;

  private final LedgerDatabase database;

  LedgerSnapshot(LedgerDatabase database) {
    this.database = database;
  }

  /** A reading transaction. */
  private record Reading(Connection connection, int ledger) implements Closeable {

    @Override
    public void close() {
      LedgerDatabase.end(connection);
    }
  }

  /**
   * Opens the bytes of the ledger.
   *
   * @throws NoSuchFileException if there is no such ledger
   * @throws SqlFailure if the database fails
   */
  SnapshotBytes open() throws IOException {
    Reading reading = begin();
    try {
      Optional<LastEntry> last = LastEntry.of(reading.connection(), reading.ledger());
      long blocks = last.map(entry -> BlockQuery.count(entry.position())).orElse(0L);
      BlockReaders readers = readers(reading, blocks);
      return new SnapshotBytes(
          readers,
          blocks,
          last.map(LastEntry::end).orElse(0L),
          () -> {
            readers.close();
            reading.close();
          });
    } catch (SQLException e) {
      reading.close();
      throw SqlFailure.of(e);
    } catch (IOException | RuntimeException e) {
      reading.close();
      throw e;
    }
  }

  /**
   * Returns the last entry, as stated; empty if there is none.
   *
   * @throws NoSuchFileException if there is no such ledger
   */
  Optional<LastEntry> last() throws IOException {
    try (Reading reading = begin()) {
      return LastEntry.of(reading.connection(), reading.ledger());
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  /** Reads bytes at a position; fewer than requested if the ledger ends early. */
  byte[] read(long position, int length) throws IOException {
    String query =
        "SELECT position, line FROM loopgen.entry"
            + " WHERE ledger_id = ? AND position <= ? ORDER BY position DESC LIMIT 1";
    try (Reading reading = begin();
        PreparedStatement line = reading.connection().prepareStatement(query)) {
      line.setInt(1, reading.ledger());
      line.setLong(2, position);
      try (ResultSet found = line.executeQuery()) {
        if (!found.next()) {
          return new byte[0];
        }
        byte[] text = StoredLine.read(found, 2);
        long start = Math.max(found.getLong(1), 0);
        long from = Math.max(Math.min(position - start, text.length), 0);
        return Arrays.copyOfRange(text, (int) from, (int) Math.min(from + length, text.length));
      }
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  private Reading begin() throws IOException {
    try {
      Connection connection = database.begin();
      try {
        requirePrimary(connection);
        OptionalInt ledger = database.find(connection);
        if (ledger.isEmpty()) {
          throw new NoSuchFileException(database.name());
        }
        return new Reading(connection, ledger.getAsInt());
      } catch (SQLException | IOException | RuntimeException e) {
        LedgerDatabase.end(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  private static void requirePrimary(Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(BEGIN);
      try (ResultSet standby =
          statement.executeQuery(
              "SELECT pg_catalog.pg_is_in_recovery(), " + LedgerDatabase.SETTINGS)) {
        if (!standby.next() || standby.getBoolean(1)) {
          throw new SqlFailure("the server is a standby, which may lag behind", true);
        }
      }
    }
  }

  private BlockReaders readers(Reading reading, long blocks) throws SQLException, IOException {
    int others = blocks < MANY_BLOCKS ? 0 : database.readers() - 1;
    String snapshot = others == 0 ? "" : export(reading.connection());
    return new BlockReaders(
        reading.ledger(), blocks, reading.connection(), others, () -> join(snapshot));
  }

  private static String export(Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement();
        ResultSet exported = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
      String snapshot = exported.next() ? exported.getString(1) : "";
      if (!snapshot.matches("[0-9A-Fa-f-]+")) {
        throw new SqlFailure("the server exports no snapshot", false);
      }
      return snapshot;
    }
  }

  private Connection join(String snapshot) throws SQLException {
    Connection connection = database.begin();
    try (Statement statement = connection.createStatement()) {
      statement.execute(BEGIN);
      statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
      statement.execute("SELECT " + LedgerDatabase.SETTINGS);
      return connection;
    } catch (SQLException | RuntimeException e) {
      LedgerDatabase.end(connection);
      throw e;
    }
  }
}
