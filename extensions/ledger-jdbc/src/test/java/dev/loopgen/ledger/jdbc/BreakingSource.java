package dev.loopgen.ledger.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source whose connections are lost when they are told to commit. */
final class BreakingSource implements DataSource {

  /** When a connection is lost. */
  enum Moment {
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private final DataSource real;
  private final Moment moment;
  private final AtomicInteger left;

  /**
   * @param times how many commits break
   */
  BreakingSource(DataSource real, Moment moment, int times) {
    this.real = real;
    this.moment = moment;
    this.left = new AtomicInteger(times);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = real.getConnection();
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

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getAnonymousLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return real.isWrapperFor(type);
  }
}
