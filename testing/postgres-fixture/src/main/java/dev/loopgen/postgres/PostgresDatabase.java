package dev.loopgen.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A database of a test, which its superuser administers. */
public record PostgresDatabase(PostgresServer server, String name) {

  /** Returns connections of a role. */
  public DataSource source(String role) {
    return server.source(name, role);
  }

  /** Returns the address for a role, without a password. */
  public String url(String role) {
    return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name + "?user=" + role;
  }

  /** Executes statements as the superuser. */
  public void administer(String statements) {
    try (Connection connection = source(PostgresServer.SUPERUSER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the first column of a query by the superuser. */
  public List<String> query(String query) {
    try (Connection connection = source(PostgresServer.SUPERUSER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
