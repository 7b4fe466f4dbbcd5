package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.ledger.AuditLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * An audit ledger in a PostgreSQL database, one of many there. Its bytes are those of a ledger's
 * file.
 *
 * <p>Reading trusts the database with nothing: content and order are verified as those of a file
 * are. Only an anchor that is kept elsewhere shows that no entry is missing at the end, and that
 * nobody rewrote the whole ledger; a gate decides nothing without one.
 *
 * <p>An entry that {@link #append} returned survives crashes of the client, of the connection and
 * of the server, as far as the server's disks keep what they acknowledge. It does not survive a
 * failover to a standby that had not received it, nor an administrator. A lost connection is tried
 * again and never doubles an entry.
 *
 * <p>The tables and privileges that it needs are made by the scripts in {@code
 * META-INF/loopgen/ledger-jdbc} of this jar. A role that could change entries is refused, and so is
 * a standby.
 *
 * <p>Thread-safe. All methods block.
 */
public sealed interface JdbcAuditLedger extends AuditLedger permits PostgresLedger {

  /**
   * Starts to build a ledger.
   *
   * @param database gives the connections, pooled or not; stays the caller's to close
   * @param name the ledger's name: one repository, one lineage
   * @return a builder with every option at its default
   */
  static Builder builder(DataSource database, String name) {
    return new Builder(database, name);
  }

  /**
   * Imports the entries of a ledger's file that the database does not have yet, byte for byte.
   * Nothing is imported unless the file is intact and starts with all that the database has; what
   * the database then holds is compared with the file before it is committed. May be repeated.
   *
   * @param file the file
   * @throws dev.loopgen.api.LedgerException if the file or the database cannot be read or written,
   *     the file is not intact, or the two differ
   */
  void importFrom(Path file);

  /**
   * Writes the ledger to a file, byte for byte, and compares what was written. Replaces a file only
   * if the ledger starts with all that the file holds.
   *
   * @param file the file; its directory must exist
   * @throws dev.loopgen.api.LedgerException if the ledger is not intact, the file holds something
   *     else, or one of them cannot be read or written; the file is then unchanged
   */
  void exportTo(Path file);

  /**
   * {@inheritDoc}
   *
   * @return true
   */
  @Override
  default boolean needsAnchor() {
    return true;
  }

  /** Builds a {@link JdbcAuditLedger}. Not thread-safe; the ledger is. */
  final class Builder {

    private static final int MAX_READERS = 16;

    private final DataSource database;
    private final String name;
    private Duration patience = Duration.ofSeconds(30);
    private int readers = 2;

    private Builder(DataSource database, String name) {
      this.database = Objects.requireNonNull(database, "database");
      this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Sets for how long to try again after a lost connection. Default: 30 seconds.
     *
     * @param patience how long; zero to try once
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder patience(Duration patience) {
      if (patience.isNegative()) {
        throw new IllegalArgumentException("the patience must not be negative");
      }
      this.patience = patience;
      return this;
    }

    /**
     * Sets how many connections read a large ledger at the same time, as far as the data source has
     * them. Default: 2.
     *
     * @param readers how many, from 1 to 16
     * @return this builder
     * @throws IllegalArgumentException if there are fewer or more
     */
    public Builder readers(int readers) {
      if (readers < 1 || readers > MAX_READERS) {
        throw new IllegalArgumentException("a ledger is read by 1 to " + MAX_READERS + " readers");
      }
      this.readers = readers;
      return this;
    }

    /**
     * Builds the ledger. Opens nothing yet.
     *
     * @return the ledger
     */
    public JdbcAuditLedger build() {
      return new PostgresLedger(new LedgerDatabase(database, name, patience, readers));
    }
  }
}
