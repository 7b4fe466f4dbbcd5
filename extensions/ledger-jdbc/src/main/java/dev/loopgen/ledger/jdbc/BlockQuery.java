package dev.loopgen.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads a ledger on one connection, by blocks: the lines whose stated positions are in a range,
 * joined by the server, as a row for each costs this process more than the bytes. The positions
 * only divide the work. Not thread-safe.
 */
final class BlockQuery implements AutoCloseable {

  /** The range of positions that is read at once. */
  static final long BLOCK = 1 << 20;

  private final PreparedStatement lines;
  private final int ledger;

  BlockQuery(Connection connection, int ledger) throws SQLException {
    this.ledger = ledger;
    this.lines =
        connection.prepareStatement(
            "SELECT pg_catalog.string_agg(b.line, ''::pg_catalog.bytea)"
                + " FROM (SELECT line FROM loopgen.entry"
                + " WHERE ledger_id = ? AND position >= ? AND position < ? ORDER BY position) b");
  }

  /** Returns how many blocks there are if the last line is stated to start at a position. */
  static long count(long lastPosition) {
    return lastPosition / BLOCK + 1;
  }

  byte[] read(long block) throws SQLException {
    lines.setInt(1, ledger);
    lines.setLong(2, block * BLOCK);
    lines.setLong(3, (block + 1) * BLOCK);
    try (ResultSet found = lines.executeQuery()) {
      byte[] text = found.next() ? found.getBytes(1) : null;
      return text == null ? new byte[0] : text;
    }
  }

  @Override
  public void close() throws SQLException {
    lines.close();
  }
}
