package dev.loopgen.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The line of a row, which may be no line at all where constraints were dropped. */
final class StoredLine {

  /** What PostgreSQL says of damaged data. */
  private static final String DATA_CORRUPTED = "XX001";

  private StoredLine() {}

  /**
   * Returns the line in a column.
   *
   * @throws SQLException if there is none
   */
  static byte[] read(ResultSet row, int column) throws SQLException {
    byte[] line = row.getBytes(column);
    if (line == null) {
      throw new SQLException("a row has no line", DATA_CORRUPTED);
    }
    return line;
  }
}
