package dev.loopgen.spark;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunFigures;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the ledgers of an organisation on a Spark cluster and adds their runs up, to the same
 * summary as a {@link dev.loopgen.api.governance.Governance} of one machine.
 *
 * <p>Every given ledger is a source of the summary: one that is missing, unreadable or not intact
 * has its status. An entry that several ledgers have is counted in the one given first. Attestations
 * are not verified, so no run counts as attested.
 *
 * <p>Tasks that fail are repeated as Spark is configured to; nothing is counted twice. Thread-safe;
 * methods block, and must not be called within tasks.
 */
public final class LedgerRollup implements AutoCloseable {

  private static final List<String> SKIPPING =
      List.of(
          "spark.sql.files.ignoreCorruptFiles",
          "spark.sql.files.ignoreMissingFiles",
          "spark.files.ignoreCorruptFiles",
          "spark.files.ignoreMissingFiles");

  private final SparkSession session;
  private final List<Consumer<SourceListing>> inputs;
  private final RollupTerms terms;
  private @Nullable RollupReading reading;

  private LedgerRollup(Builder builder) {
    this.session = builder.session;
    this.inputs = List.copyOf(builder.inputs);
    this.terms = RollupTerms.of(builder.since, builder.until, builder.details, builder.splitBytes);
  }

  /**
   * Starts to build a roll-up.
   *
   * @param session the session whose cluster reads; stays the caller's to stop
   * @return a builder with every option at its default
   */
  public static Builder builder(SparkSession session) {
    return new Builder(session);
  }

  /**
   * Verifies all ledgers and adds their runs up.
   *
   * @return the summary
   * @throws LedgerException if the cluster gives up, or a ledger changed between two readings
   * @throws IllegalArgumentException if there is no file system for a path
   */
  public synchronized GovernanceSummary summarise() {
    return orFailure(() -> reading().summary());
  }

  /**
   * Returns the table of runs, of all ledgers that can be read: a column for each {@link
   * dev.loopgen.api.governance.RunColumn}. Rows that are {@code trusted} and no {@code duplicate}
   * are those of the summary. Instants have microseconds.
   *
   * <p>It is read when an action asks for it, which verifies the ledgers again; an action fails if
   * one has changed. Use it before {@link #close()}.
   *
   * @return the rows, in no order
   * @throws LedgerException if the cluster gives up
   * @throws IllegalArgumentException if there is no file system for a path
   */
  public synchronized Dataset<Row> runs() {
    return orFailure(() -> session.createDataFrame(reading().rows(), RunTable.schema()));
  }

  private RollupReading reading() {
    RollupReading present = reading;
    if (present == null) {
      SourceListing listing = new SourceListing(session.sparkContext().hadoopConfiguration());
      inputs.forEach(input -> input.accept(listing));
      present = new RollupReading(session, listing, terms);
      reading = present;
    }
    return present;
  }

  /** Runs something that has the cluster work; what Spark throws is not declared. */
  private static <T> T orFailure(Callable<T> work) {
    try {
      return work.call();
    } catch (LedgerException | IllegalArgumentException e) {
      throw e;
    } catch (Exception e) {
      throw new LedgerException("The ledgers could not be read on the cluster: " + reason(e), e);
    }
  }

  /** Returns the sentence of the task that failed, if it has one. */
  private static String reason(Exception failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof LedgerException)) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    return message.lines().findFirst().orElse(failure.toString());
  }

  /** Releases what the cluster keeps of the ledgers; they are read again when asked next. */
  @Override
  public synchronized void close() {
    RollupReading present = reading;
    if (present != null) {
      present.close();
      reading = null;
    }
  }

  /**
   * Opens a database of ledgers on any machine of the cluster. It is sent to all of them, so it must
   * not hold a password: have each machine read it from a file or a variable of its own.
   */
  @FunctionalInterface
  public interface Database extends Serializable {

    /**
     * Returns the data source. Called for each ledger that a task reads.
     *
     * @return gives the connections, pooled or not; is never closed
     */
    DataSource open();
  }

  /** Builds a {@link LedgerRollup}. Not thread-safe. */
  public static final class Builder {

    private final SparkSession session;
    private final List<Consumer<SourceListing>> inputs = new ArrayList<>();
    private long splitBytes = 512L << 20;
    private int details = RunFigures.MAX_DETAILS;
    private @Nullable Instant since;
    private @Nullable Instant until;

    private Builder(SparkSession session) {
      this.session = Objects.requireNonNull(session, "session");
    }

    /**
     * Adds a ledger, or all files {@code audit.jsonl} below a directory that is not named {@code
     * .git}. Each machine of the cluster must see the same file under this path.
     *
     * @param path a path of this machine, or a URI of any file system that Hadoop knows
     * @return this builder
     */
    public Builder path(String path) {
      Objects.requireNonNull(path, "path");
      inputs.add(listing -> listing.addPath(path));
      return this;
    }

    /**
     * Adds all ledgers of a PostgreSQL database that its role may read; one snapshot is read of
     * each. A database without such a ledger fails the roll-up.
     *
     * @param database opens the database
     * @return this builder
     */
    public Builder database(Database database) {
      Objects.requireNonNull(database, "database");
      inputs.add(listing -> listing.addDatabase(database));
      return this;
    }

    /**
     * Ignores runs before an instant. Default: all runs count. Runs without a readable date always
     * count.
     *
     * @param since the first instant that counts
     * @return this builder
     */
    public Builder since(Instant since) {
      this.since = Objects.requireNonNull(since, "since");
      return this;
    }

    /**
     * Ignores runs from an instant on. Default: all runs count. Runs without a readable date always
     * count.
     *
     * @param until the first instant that no longer counts
     * @return this builder
     */
    public Builder until(Instant until) {
      this.until = Objects.requireNonNull(until, "until");
      return this;
    }

    /**
     * Keeps no details of single runs, which is faster. Default: they are kept.
     *
     * @return this builder
     */
    public Builder figuresOnly() {
      this.details = 0;
      return this;
    }

    /**
     * Sets from which length on a ledger is read by several tasks. Default: 512 MiB. It changes
     * nothing but the time: whatever is unusual about such a ledger, one task reads it once more.
     *
     * @param bytes the length
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder splitFrom(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("a ledger is split from a positive length on");
      }
      this.splitBytes = bytes;
      return this;
    }

    /**
     * Builds the roll-up. Reads nothing yet.
     *
     * @return the roll-up
     * @throws IllegalStateException if Spark is configured to pass over files that it cannot read
     */
    public LedgerRollup build() {
      for (String setting : SKIPPING) {
        if (Boolean.parseBoolean(session.conf().get(setting, "false"))) {
          throw new IllegalStateException(
              "Spark is configured to leave out files without saying so. Unset " + setting + ".");
        }
      }
      return new LedgerRollup(this);
    }
  }
}
