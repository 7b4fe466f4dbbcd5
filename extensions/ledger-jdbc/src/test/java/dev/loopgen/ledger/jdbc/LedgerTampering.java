package dev.loopgen.ledger.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.api.json.Json;
import dev.loopgen.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What an administrator of the database can do to a ledger. */
final class LedgerTampering {

  private LedgerTampering() {}

  /** Replaces the line of an entry, or deletes its row. */
  static void replace(
      TestDatabase database, String ledger, int index, Json.@Nullable Obj replacement)
      throws SQLException {
    byte @Nullable [] line =
        replacement == null ? null : (replacement.text() + "\n").getBytes(UTF_8);
    replace(database, ledger, index, line);
  }

  static void replace(TestDatabase database, String ledger, int index, byte @Nullable [] line)
      throws SQLException {
    String row =
        " WHERE (ledger_id, position) = (SELECT e.ledger_id, e.position FROM loopgen.entry e"
            + " JOIN loopgen.ledger l ON l.id = e.ledger_id WHERE l.name = ?"
            + " ORDER BY e.position OFFSET ? LIMIT 1)";
    String statement =
        line == null
            ? "DELETE FROM loopgen.entry" + row
            : "UPDATE loopgen.entry SET line = ?" + row;
    try (Connection connection =
            database.server().source(database.name(), PostgresServer.SUPERUSER).getConnection();
        PreparedStatement change = connection.prepareStatement(statement)) {
      int parameter = 1;
      if (line != null) {
        change.setBytes(parameter++, line);
      }
      change.setString(parameter++, ledger);
      change.setInt(parameter, index);
      if (change.executeUpdate() != 1) {
        throw new IllegalStateException("there is no entry " + index);
      }
    }
  }
}
