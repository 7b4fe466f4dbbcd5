package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.append.LedgerState;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.verify.LedgerHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last entry of a ledger, as the database states it.
 *
 * @param position where its line starts
 * @param line its line
 * @param heads how the trees of the heads continue; empty in the middle of a write
 */
record LastEntry(long position, byte[] line, byte[] heads) {

  static Optional<LastEntry> of(Connection connection, int ledger) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT position, line, heads FROM loopgen.entry"
                + " WHERE ledger_id = ? ORDER BY position DESC LIMIT 1")) {
      query.setInt(1, ledger);
      try (ResultSet found = query.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        byte[] heads = found.getBytes(3);
        return Optional.of(
            new LastEntry(
                found.getLong(1), StoredLine.read(found, 2), heads == null ? new byte[0] : heads));
      }
    }
  }

  long end() {
    return position + line.length;
  }

  boolean isTerminated() {
    return line[line.length - 1] == '\n';
  }

  /** Returns what an append needs to know; empty if the ledger has to be read for that. */
  Optional<LedgerState> state(String ledger) {
    AuditEntry entry = entry(ledger);
    try {
      List<LedgerHead> known = LedgerHeads.read(heads);
      Optional<Sha256> hash = entry.hash().flatMap(Sha256::parse);
      return known.stream().anyMatch(head -> hash.filter(head.entry()::equals).isPresent())
          ? Optional.of(new LedgerState(end(), known, entry.entryId()))
          : Optional.empty();
    } catch (IllegalArgumentException otherwise) {
      return Optional.empty();
    }
  }

  /**
   * Returns the entry.
   *
   * @throws LedgerException if it is damaged
   */
  private AuditEntry entry(String ledger) {
    try {
      AuditEntry entry = EntryLines.entry(line);
      if (EntryRules.defect(entry).isEmpty()) {
        return entry;
      }
    } catch (InvalidJsonException noEntry) {
      throw damaged(ledger, noEntry);
    }
    throw damaged(ledger, null);
  }

  private static LedgerException damaged(String ledger, @Nullable Throwable cause) {
    String message =
        "The ledger " + ledger + " cannot be appended to: its last entry is damaged. Verify it.";
    return cause == null ? new LedgerException(message) : new LedgerException(message, cause);
  }
}
