package dev.loopgen.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an entry costs does not depend on how many there are. */
final class LedgerGrowthTest {

  private static final int ENTRIES = 400;

  private final TestDatabase database = TestDatabase.shared();

  /** The plans are made while the table is empty, and there are no statistics of it. */
  @Test
  void import_manyEntries_readsAFewRowsForEach(@TempDir Path directory) throws Exception {
    StringBuilder lines = new StringBuilder();
    List<Sha256> parents = List.of();
    for (int i = 0; i < ENTRIES; i++) {
      AuditEntry entry = AuditEntry.link(LedgerFacts.passing("run-" + i), parents);
      lines.append(entry.json().text()).append('\n');
      parents = List.of(Sha256.ofHex(entry.hash().orElseThrow()));
    }
    Path file = Files.writeString(directory.resolve("audit.jsonl"), lines);
    JdbcAuditLedger ledger = database.ledger("shop");

    ledger.importFrom(file);
    for (int i = 0; i < 20; i++) {
      ledger.append(LedgerFacts.passing("more-" + i));
    }

    assertThat(rowsRead()).isLessThan(20L * ENTRIES);
  }

  /** Returns how many rows were read; a server counts them when a connection ends. */
  private long rowsRead() throws InterruptedException {
    while (count("n_tup_ins") < ENTRIES + 20) {
      Thread.sleep(5);
    }
    return count("seq_tup_read + idx_tup_fetch");
  }

  private long count(String columns) {
    return Long.parseLong(
        database
            .query("SELECT " + columns + " FROM pg_stat_user_tables WHERE relname = 'entry'")
            .get(0));
  }
}
