package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.ledger.append.AppendBatch;
import dev.loopgen.core.internal.ledger.append.BatchWriter;
import dev.loopgen.core.internal.ledger.append.LedgerState;
import dev.loopgen.core.internal.ledger.append.PendingAppend;
import dev.loopgen.core.internal.ledger.verify.EntryGraphReader;
import dev.loopgen.core.internal.ledger.verify.LedgerVerification;
import dev.loopgen.ledger.jdbc.WriteTransaction.Row;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of entries, each in one transaction under the ledger's lock. A batch whose
 * connection is lost is tried again: under the lock the transaction before has ended, so that the
 * hash of its last entry shows whether it was committed. Not thread-safe.
 */
final class EntryAppender implements BatchWriter {

  private static final int BATCHES_OF_ONE_CONNECTION = 16;

  private final LedgerDatabase database;
  private @Nullable Connection connection;
  private @Nullable LedgerState state;
  private byte[] lastLine = {};
  private @Nullable Sha256 acknowledged;
  private int batches;

  EntryAppender(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public void lock() {
    // Each batch takes the lock in its transaction.
  }

  @Override
  public boolean hasHadItsShare() {
    return batches >= BATCHES_OF_ONE_CONNECTION;
  }

  @Override
  public void remember(@Nullable LedgerState found) {
    // The database keeps what an append needs to know.
  }

  @Override
  public LedgerException unwritable(IOException e) {
    return database.unwritable(e);
  }

  @Override
  public void append(List<PendingAppend> batch) throws IOException {
    batches++;
    boolean interrupted = Thread.interrupted();
    Attempts attempts = new Attempts(batch);
    try {
      attempts.run();
    } finally {
      Interrupts.restore(interrupted || attempts.interrupted);
    }
  }

  @Override
  public void release() {
    batches = 0;
    disconnect();
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.begin();
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      LedgerDatabase.end(open);
    }
  }

  /** The attempts to write one batch. */
  private final class Attempts {

    private final List<PendingAppend> batch;
    private final Retry retry = new Retry(database.patience());
    private @Nullable AppendBatch sent;
    private boolean interrupted;

    Attempts(List<PendingAppend> batch) {
      this.batch = batch;
    }

    void run() throws IOException {
      boolean over = false;
      while (!over) {
        try (WriteTransaction transaction = WriteTransaction.begin(database, connected())) {
          attempt(transaction);
          over = true;
        } catch (SQLException e) {
          again(SqlFailure.of(e));
        } catch (SqlFailure e) {
          again(e);
        }
      }
    }

    private void again(SqlFailure failure) throws IOException {
      disconnect();
      state = null;
      interrupted |= Thread.interrupted();
      if (!retry.mayGoOn(failure)) {
        throw sent == null ? failure : unknown(failure);
      }
    }

    private SqlFailure unknown(SqlFailure failure) {
      SqlFailure unknown =
          new SqlFailure(
              failure.getMessage()
                  + ". Whether the entry was recorded is not known; look for it before you record"
                  + " it again",
              false);
      unknown.addSuppressed(failure);
      return unknown;
    }

    private void attempt(WriteTransaction transaction) throws SQLException, IOException {
      AppendBatch before = sent;
      if (before != null && transaction.has(last(before))) {
        acknowledge(before);
        return;
      }
      sent = null;
      Optional<LastEntry> last = transaction.last();
      if (last.isEmpty() || !isOwn(last.get())) {
        requireAcknowledged(transaction);
      }
      AppendBatch linked = link(transaction, last);
      long start = last.map(LastEntry::end).orElse(0L);
      if (!linked.lines().isEmpty()) {
        List<Row> rows = rows(linked, start);
        transaction.insert(rows);
        sent = linked;
        transaction.commit();
        lastLine = rows.get(rows.size() - 1).line();
        state = new LedgerState(start + linked.text().limit(), linked.heads(), linked.lastId());
      }
      acknowledge(linked);
    }

    private void acknowledge(AppendBatch written) {
      if (!written.lines().isEmpty()) {
        acknowledged = last(written);
      }
      written.finish();
    }

    private AppendBatch link(WriteTransaction transaction, Optional<LastEntry> last)
        throws SQLException, IOException {
      LedgerState before =
          last.isPresent()
              ? stateOf(transaction, last.get())
              : new LedgerState(0, List.of(), Optional.empty());
      AppendBatch linked =
          new AppendBatch(
              before,
              last.isEmpty() || last.get().isTerminated(),
              () -> EntryGraphReader.read(transaction::bytes));
      Set<String> taken =
          new HashSet<>(transaction.recorded(batch.stream().map(PendingAppend::entryId).toList()));
      for (PendingAppend pending : batch) {
        if (taken.add(pending.entryId())) {
          linked.add(pending);
        } else {
          pending.refuse("the ledger already has an entry " + pending.entryId());
        }
      }
      return linked;
    }
  }

  private static Sha256 last(AppendBatch batch) {
    List<AppendBatch.Line> lines = batch.lines();
    return lines.get(lines.size() - 1).hash();
  }

  /** Refuses to go on where the database no longer has an entry that it had taken. */
  private void requireAcknowledged(WriteTransaction transaction) throws SQLException {
    Sha256 mine = acknowledged;
    if (mine != null && !transaction.has(mine)) {
      throw new LedgerException(
          "The ledger "
              + database.name()
              + " lost the entry "
              + mine
              + ", which the database had acknowledged. It was restored or failed over to an older"
              + " state. Nothing was appended.");
    }
  }

  private LedgerState stateOf(WriteTransaction transaction, LastEntry last)
      throws SQLException, IOException {
    LedgerState known = state;
    if (known != null && known.bytes() == last.end() && isOwn(last)) {
      return known;
    }
    Optional<LedgerState> stated = last.state(database.name());
    return stated.isPresent() ? stated.get() : verified(transaction, last);
  }

  /** Tells whether the last entry is the one that was written here last. */
  private boolean isOwn(LastEntry last) {
    return Arrays.equals(last.line(), lastLine);
  }

  private LedgerState verified(WriteTransaction transaction, LastEntry last) throws IOException {
    LedgerVerification found = PostgresLedger.verification(transaction::bytes);
    if (!found.status().canGrow()) {
      throw new LedgerException(
          "The ledger " + database.name() + " cannot be appended to. " + found.status().describe());
    }
    return new LedgerState(last.end(), found.heads(), found.lastId());
  }

  private static List<Row> rows(AppendBatch batch, long start) {
    byte[] text = batch.text().array();
    List<AppendBatch.Line> lines = batch.lines();
    List<Row> rows = new ArrayList<>();
    int from = 0;
    for (AppendBatch.Line line : lines) {
      boolean isLast = rows.size() == lines.size() - 1;
      rows.add(
          new Row(
              start + from,
              line.hash(),
              line.entryId(),
              Arrays.copyOfRange(text, from, line.end()),
              isLast ? LedgerHeads.write(batch.heads()) : new byte[0]));
      from = line.end();
    }
    return rows;
  }
}
