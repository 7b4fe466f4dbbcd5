package dev.loopgen.ledger.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A data source whose connections are lost when they are told to commit. */
final class BreakingSource extends FrontSource {

  /** When a connection is lost. */
  enum Moment {
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private final Moment moment;
  private final AtomicInteger left;

  /**
   * @param times how many commits break
   */
  BreakingSource(DataSource real, Moment moment, int times) {
    super(real);
    this.moment = moment;
    this.left = new AtomicInteger(times);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              boolean breaks = method.getName().equals("commit") && left.getAndDecrement() > 0;
              if (breaks && moment == Moment.BEFORE_COMMIT) {
                throw lost(connection);
              }
              try {
                Object result = method.invoke(connection, arguments);
                if (breaks) {
                  throw lost(connection);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static SQLException lost(Connection connection) throws SQLException {
    connection.close();
    return new SQLException("An I/O error occurred while sending to the backend.", "08006");
  }
}
