package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A transaction that may append to a ledger, alone among all that do. Closing it without a commit
 * takes everything back.
 */
final class WriteTransaction implements AutoCloseable {

  /** The first half of the advisory lock's key, "loop"; the second is the ledger's id. */
  private static final int LOCK = 0x6c6f6f70;

  private static final int BATCH = 500;

  /** Each statement has to see what was committed while the transaction waited for the lock. */
  private static final String ISOLATION = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";

  private static final String SETTINGS =
      """
      SELECT pg_catalog.pg_is_in_recovery(),
        pg_catalog.set_config('synchronous_commit',
          CASE WHEN pg_catalog.current_setting('synchronous_commit')
            OPERATOR(pg_catalog.=) 'remote_apply'::pg_catalog.text
            THEN 'remote_apply' ELSE 'on' END, true),
        pg_catalog.set_config('lock_timeout', '15s', true),
      """
          + LedgerDatabase.SETTINGS;

  /**
   * A row to insert.
   *
   * @param line the exact bytes
   * @param heads how the trees of the heads continue; empty but in the last row of a write
   */
  record Row(long position, Sha256 hash, String entryId, byte[] line, byte[] heads) {}

  private final Connection connection;
  private final int ledger;

  private WriteTransaction(Connection connection, int ledger) {
    this.connection = connection;
    this.ledger = ledger;
  }

  /**
   * Waits until no other transaction writes the ledger.
   *
   * @param connection is not closed with the transaction
   */
  static WriteTransaction begin(LedgerDatabase database, Connection connection)
      throws SQLException, IOException {
    try (Statement query = connection.createStatement()) {
      query.execute(ISOLATION);
      try (ResultSet found = query.executeQuery(SETTINGS)) {
        if (!found.next() || found.getBoolean(1)) {
          throw new SqlFailure("the server is a standby, which takes no entries", true);
        }
        if (!Set.of("on", "remote_apply").contains(found.getString(2))) {
          throw new SqlFailure("the server does not wait until an entry is on its disk", false);
        }
      }
    }
    int ledger = database.find(connection).orElseThrow(database::missing);
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_catalog.pg_advisory_xact_lock(?, ?)")) {
      lock.setInt(1, LOCK);
      lock.setInt(2, ledger);
      lock.execute();
    }
    return new WriteTransaction(connection, ledger);
  }

  Optional<LastEntry> last() throws SQLException {
    return LastEntry.of(connection, ledger);
  }

  /** Opens the ledger as this transaction sees it; closing it changes nothing. */
  SnapshotBytes bytes() throws IOException {
    try {
      Optional<LastEntry> last = last();
      long blocks = last.map(entry -> BlockQuery.count(entry.position())).orElse(0L);
      BlockQuery query = new BlockQuery(connection, ledger);
      BlockSource source =
          block -> {
            try {
              return query.read(block);
            } catch (SQLException e) {
              throw SqlFailure.of(e);
            }
          };
      return new SnapshotBytes(
          source, blocks, last.map(LastEntry::end).orElse(0L), () -> close(query));
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  private static void close(BlockQuery query) throws IOException {
    try {
      query.close();
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  boolean has(Sha256 hash) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT FROM loopgen.entry WHERE ledger_id = ? AND hash = ? LIMIT 1")) {
      query.setInt(1, ledger);
      query.setBytes(2, hash.bytes());
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  /** Returns those of some runs that the ledger has. */
  Set<String> recorded(Collection<String> entryIds) throws SQLException {
    Set<String> recorded = new HashSet<>();
    Array runs =
        connection.createArrayOf(
            "bytea", entryIds.stream().map(id -> run(id).bytes()).toArray(byte[][]::new));
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT run FROM loopgen.entry WHERE ledger_id = ? AND run = ANY (?)")) {
      query.setInt(1, ledger);
      query.setArray(2, runs);
      Set<ByteBuffer> found = new HashSet<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(ByteBuffer.wrap(rows.getBytes(1)));
        }
      }
      entryIds.stream()
          .filter(id -> found.contains(ByteBuffer.wrap(run(id).bytes())))
          .forEach(recorded::add);
      return recorded;
    } finally {
      runs.free();
    }
  }

  private static Sha256 run(String entryId) {
    return Sha256.hash(entryId.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Inserts rows.
   *
   * @throws SqlFailure if the database leaves one out without an error, as a rule or a trigger can
   */
  void insert(List<Row> rows) throws SQLException, SqlFailure {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO loopgen.entry (ledger_id, position, hash, run, line, heads)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      int waiting = 0;
      for (Row row : rows) {
        insert.setInt(1, ledger);
        insert.setLong(2, row.position());
        insert.setBytes(3, row.hash().bytes());
        insert.setBytes(4, run(row.entryId()).bytes());
        insert.setBytes(5, row.line());
        insert.setBytes(6, row.heads().length == 0 ? null : row.heads());
        insert.addBatch();
        if (++waiting % BATCH == 0) {
          requireTaken(insert.executeBatch());
        }
      }
      requireTaken(insert.executeBatch());
    }
  }

  private static void requireTaken(int[] counts) throws SqlFailure {
    for (int count : counts) {
      if (count != 1 && count != Statement.SUCCESS_NO_INFO) {
        throw new SqlFailure("the database did not take an entry, and did not say why", false);
      }
    }
  }

  /** Commits; what was inserted is durable on return, and may or may not be after a failure. */
  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // A connection that is broken has nothing open.
      return;
    }
  }
}
