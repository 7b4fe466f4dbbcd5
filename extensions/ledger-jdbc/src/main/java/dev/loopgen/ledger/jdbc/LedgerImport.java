package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.core.internal.ledger.verify.LedgerSurvey;
import dev.loopgen.ledger.jdbc.WriteTransaction.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Copies a file into a ledger, all or nothing. */
final class LedgerImport {

  private static final int ROWS = 500;
  private static final int BLOCK = 1 << 18;

  private final LedgerDatabase database;
  private final LedgerFile file;

  LedgerImport(LedgerDatabase database, Path file) {
    this.database = database;
    this.file = new LedgerFile(file.toAbsolutePath().normalize());
  }

  void run() {
    LedgerSurvey survey = survey();
    Retry retry = new Retry(database.patience());
    boolean over = false;
    while (!over) {
      try {
        attempt(survey);
        over = true;
      } catch (SQLException e) {
        requireMore(retry, SqlFailure.of(e));
      } catch (SqlFailure e) {
        requireMore(retry, e);
      } catch (IOException e) {
        throw file.unreadable(e);
      }
    }
  }

  private LedgerSurvey survey() {
    try {
      LedgerSurvey survey =
          ChainVerifier.survey(file::bytes, LedgerExpectation.NONE, EntryVisitor.NONE);
      if (!survey.verification().status().isIntact()) {
        throw refused("cannot be imported. " + survey.verification().status().describe());
      }
      return survey;
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private void requireMore(Retry retry, SqlFailure failure) {
    if (!retry.mayGoOn(failure)) {
      throw database.unwritable(failure);
    }
  }

  private void attempt(LedgerSurvey survey) throws SQLException, IOException {
    Connection connection = database.begin();
    try (WriteTransaction transaction = WriteTransaction.begin(database, connection)) {
      Optional<LastEntry> last = transaction.last();
      insert(transaction, last.isPresent() ? commonStart(transaction) : 0, survey);
      if (!survey.content().isContentOf(transaction::bytes)) {
        throw refused(
            "was changed while it was imported, or the database does not hold what it was given."
                + " Nothing was imported.");
      }
      transaction.commit();
    } finally {
      LedgerDatabase.end(connection);
    }
  }

  /** Returns the length of what the ledger holds, if the file starts with it. */
  private long commonStart(WriteTransaction transaction) throws IOException {
    try (SnapshotBytes held = transaction.bytes();
        LedgerBytes given = file.bytes()) {
      ByteBuffer ours = ByteBuffer.allocate(BLOCK);
      long position = 0;
      while (held.read(ours, position) >= 0) {
        byte[] theirs = read(given, position, ours.position());
        if (!Arrays.equals(theirs, Arrays.copyOf(ours.array(), ours.position()))) {
          throw refused(
              "does not start with the entries that the ledger "
                  + database.name()
                  + " in the database holds. Nothing was imported.");
        }
        position += ours.position();
        ours.clear();
      }
      return position;
    }
  }

  private static byte[] read(LedgerBytes bytes, long position, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    while (target.hasRemaining()) {
      if (bytes.read(target, position + target.position()) < 0) {
        break;
      }
    }
    return Arrays.copyOf(target.array(), target.position());
  }

  private void insert(WriteTransaction transaction, long start, LedgerSurvey survey)
      throws SQLException, IOException {
    try (InputStream text = new LedgerBytesInput(file.bytes())) {
      text.skipNBytes(start);
      EntryLines lines = new EntryLines(text);
      List<Row> rows = new ArrayList<>();
      long position = start;
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        byte[] heads =
            lines.isLast() ? LedgerHeads.write(survey.verification().heads()) : new byte[0];
        rows.add(row(position, line, heads));
        position += line.length;
        if (rows.size() == ROWS || lines.isLast()) {
          transaction.insert(rows);
          rows.clear();
        }
      }
    }
  }

  private Row row(long position, byte[] line, byte[] heads) {
    try {
      AuditEntry entry = EntryLines.entry(line);
      return new Row(
          position,
          entry.hash().flatMap(Sha256::parse).orElseThrow(),
          entry.entryId().orElseThrow(),
          line,
          heads);
    } catch (InvalidJsonException | NoSuchElementException e) {
      throw refused("was changed while it was imported. Nothing was imported.");
    }
  }

  private LedgerException refused(String why) {
    return new LedgerException("The ledger " + file.path() + " " + why);
  }
}
