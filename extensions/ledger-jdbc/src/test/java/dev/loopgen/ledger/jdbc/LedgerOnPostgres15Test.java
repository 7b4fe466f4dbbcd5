package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.postgres.PostgresBinaries;
import dev.loopgen.postgres.PostgresServer;
import dev.loopgen.testkit.AuditLedgerContract;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIf;

/** The contract on version 15, as Debian 12 has it. */
@Tag("slow")
@DisabledIf(
    value = "isMissing",
    disabledReason =
        "PostgreSQL 15 is not in /usr/lib/postgresql/15/bin; install Debian's postgresql-15 to test"
            + " ledgers on it")
final class LedgerOnPostgres15Test extends AuditLedgerContract {

  private static @Nullable TestDatabase running;

  static boolean isMissing() {
    boolean missing = PostgresBinaries.debian15().isEmpty();
    if (missing) {
      System.err.println(
          "SKIPPED: ledgers on PostgreSQL 15, which is not in /usr/lib/postgresql/15/bin");
    }
    return missing;
  }

  private static synchronized TestDatabase database() {
    TestDatabase database = running;
    if (database == null) {
      database = TestDatabase.on(PostgresServer.create(PostgresBinaries.debian15().orElseThrow()));
      running = database;
    }
    return database;
  }

  @AfterAll
  static void stop() {
    database().server().crash();
  }

  @Override
  protected AuditLedger open(Path directory) {
    return database().ledger("test" + directory);
  }

  @Override
  protected void tamper(Path directory, int index, Json.@Nullable Obj replacement)
      throws SQLException {
    LedgerTampering.replace(database(), "test" + directory, index, replacement);
  }
}
